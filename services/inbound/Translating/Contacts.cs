using System.Text.Json.Nodes;
using Tujenge.Inbound.Processing;

namespace Tujenge.Inbound.Translating;

/// <summary>Turns the Cloud API's contacts into v1's (cloud-api-mapping, section 4).</summary>
internal static class Contacts
{
    /// <summary>
    /// v1 clients expect a profile, be it empty, and a <c>wa_id</c>. The hash of the customer's key stays, as an extra field: v1's
    /// <c>identity</c> tells more than the Cloud API knows.
    /// </summary>
    /// <param name="contact">Whom the callback introduces; null where it introduces nobody.</param>
    /// <param name="id">Who he is where the contact does not say.</param>
    public static JsonObject ToV1(JsonObject? contact, string? id)
    {
        var profile = contact?["profile"] is JsonObject given ? given.DeepClone().AsObject() : [];
        profile.Remove("username");
        if (profile["name"] is null)
        {
            profile.Remove("name");
        }

        var v1 = new JsonObject { ["profile"] = profile };
        if ((CallbackPart.Filled(contact, "wa_id") ?? CallbackPart.Filled(contact, "user_id") ?? id) is { } waId)
        {
            v1["wa_id"] = V1Members.Id(waId);
        }

        return contact is null ? v1 : v1.WithTheRestOf(contact, "wa_id", "user_id");
    }
}
