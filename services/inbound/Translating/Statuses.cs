using System.Globalization;
using System.Text.Json.Nodes;
using Tujenge.Contracts.Messages;
using Tujenge.Inbound.Processing;

namespace Tujenge.Inbound.Translating;

/// <summary>Turns the Cloud API's statuses into v1's (cloud-api-mapping, section 4).</summary>
internal static class Statuses
{
    private static readonly string[] Translated =
        ["id", "recipient_id", "status", "timestamp", "type", "errors", "biz_opaque_callback_data"];

    /// <summary>What the Cloud API says when a voice message was heard. v1 has no word for it but <c>read</c>.</summary>
    private const string Played = "played";

    /// <param name="status">The status.</param>
    /// <param name="contact">Whom it is about, where the callback introduces him.</param>
    /// <param name="receivedAt">Its timestamp where it has none.</param>
    public static CallbackPart ToV1(JsonObject status, JsonObject? contact, DateTimeOffset receivedAt)
    {
        // Customers who hide their number have a business-scoped id in its place. Of a message to a group it is the group, and the member
        // stands beside it; in v1 it is the member, and the group stands beside.
        var to = CallbackPart.Filled(status, "recipient_id");
        var member = CallbackPart.Filled(status, "recipient_participant_id")
            ?? (CallbackPart.Text(status, "recipient_type") == "group" && to is not null
                ? CallbackPart.Filled(status, "recipient_participant_user_id") ?? CallbackPart.Filled(status, "recipient_user_id")
                : null);
        var recipient = V1Members.Id(member ?? to ?? CallbackPart.Filled(status, "recipient_user_id"));
        var v1 = new JsonObject { ["id"] = CallbackPart.Text(status, "id") };
        if (recipient is not null)
        {
            v1["recipient_id"] = recipient;
        }

        var told = CallbackPart.Text(status, "status")?.ToLowerInvariant();
        v1["status"] = told == Played ? "read" : told;
        v1["timestamp"] = V1Members.Timestamp(status, receivedAt);
        v1["type"] = "message";
        if (recipient is not null)
        {
            v1["message"] = new JsonObject { ["recipient_id"] = recipient };
        }

        if (told == Played)
        {
            v1[Played] = true;
        }

        v1.WithTheRestOf(status, Translated);
        if (member is not null && to is not null && CallbackPart.Filled(v1, "group_id") is null)
        {
            v1["group_id"] = to;
        }

        if (v1["conversation"] is JsonObject conversation)
        {
            TranslateExpiration(conversation);
        }

        if (CallbackErrors.ToV1(status["errors"]) is { } errors)
        {
            v1["errors"] = errors;
        }

        var ours = CallbackPart.Text(status, "biz_opaque_callback_data");
        var part = CallbackPart.OfStatus(v1) with
        {
            Contact = contact is null ? null : Contacts.ToV1(contact, recipient),
            OurId = MessageId.IsOurs(ours) ? ours : null,
            NamesGroups = true,
        };
        return told == Played ? part with { Status = Played } : part;
    }

    /// <summary>v1 clients were written for a number; the newest Cloud API sends text.</summary>
    private static void TranslateExpiration(JsonObject conversation)
    {
        if (long.TryParse(
            CallbackPart.Text(conversation, "expiration_timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            conversation["expiration_timestamp"] = seconds;
        }
        else if (conversation["expiration_timestamp"] is null)
        {
            conversation.Remove("expiration_timestamp");
        }
    }
}
