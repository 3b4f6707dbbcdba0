using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tujenge.Sender.V1Api;

/// <summary><c>POST /v1/contacts</c> (whatsapp-v1-api, section 7).</summary>
internal static class V1Contacts
{
    public static string Request(string recipient) => new JsonObject
    {
        ["blocking"] = "wait",
        ["contacts"] = new JsonArray($"+{recipient.TrimStart('+')}"),
        ["force_check"] = true,
    }.ToJsonString();

    /// <summary>The one number's <c>wa_id</c>; null for an invalid one, or an answer that is none.</summary>
    public static string? WaIdIn(string body)
    {
        try
        {
            return JsonNode.Parse(body) is JsonObject answer
                && answer["contacts"] is JsonArray { Count: > 0 } contacts
                && contacts[0] is JsonObject contact
                && contact["wa_id"] is JsonValue value
                && value.TryGetValue<string>(out var waId)
                && waId.Length > 0
                    ? waId
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
