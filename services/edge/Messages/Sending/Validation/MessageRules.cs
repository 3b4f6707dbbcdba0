using System.Text.Json;
using Tujenge.Contracts.Json;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Messages.Sending.Validation.Interactive;
using Tujenge.Edge.Messages.Sending.Validation.Templates;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages.Sending.Validation;

/// <summary>
/// The rules for what all messages share, and the way to the rules of each type. What WhatsApp would certainly refuse is
/// refused here, before anything is queued; what it may take otherwise than it was meant is a warning.
/// </summary>
internal static class MessageRules
{
    private const int LongestMessageId = 512;

    /// <summary>One set of rules for each type: reads the contents and adds them to the message.</summary>
    private static readonly Dictionary<string, Func<Field, V1Message, V1Message>> Types = new()
    {
        ["text"] = TextRules.Read,
        ["image"] = MediaRules.ReadImage,
        ["audio"] = MediaRules.ReadAudio,
        ["video"] = MediaRules.ReadVideo,
        ["document"] = MediaRules.ReadDocument,
        ["sticker"] = MediaRules.ReadSticker,
        ["location"] = LocationRules.Read,
        ["contacts"] = ContactsRules.Read,
        ["template"] = TemplateRules.Read,
        ["hsm"] = HsmRules.Read,
        ["interactive"] = InteractiveRules.Read,
        ["reaction"] = ReactionRules.Read,
    };

    /// <summary>Checks and normalises a body. Never throws, whatever the bytes are.</summary>
    /// <param name="utf8">The body.</param>
    /// <param name="keepsV1">Whether it goes to a v1 server, which has a place for all of it.</param>
    public static MessageCheck Check(ReadOnlyMemory<byte> utf8, bool keepsV1 = false)
    {
        using var body = JsonBody.Parse(utf8, keepsV1);
        var message = Read(body.Root);
        return body.Violation is { } violation
            ? new MessageCheck.Refused(violation)
            : new MessageCheck.Passed(
                message!.Type!,
                body.Root["to"].Text()!,
                message.To,
                new EmbeddedJson(JsonSerializer.SerializeToUtf8Bytes(message, V1Json.Wire.V1Message)),
                NeedsWindow: message.Template is null && message.RecipientType != "group",
                body.Warnings,
                MediaReference.AllOf(message));
    }

    /// <summary>The id of a message that this one quotes or reacts to.</summary>
    public static string ReadMessageId(Field id) => id.Required().Text(LongestMessageId) ?? "";

    /// <summary>The normalised message; worth something only when no rule was broken.</summary>
    private static V1Message? Read(Field body)
    {
        var recipientType = RecipientType(body["recipient_type"]);
        var to = Recipient.Read(body["to"], isGroup: recipientType == "group");
        var type = body["type"].Text() ?? "text";
        if (to is null || Rules(body["type"], type) is not { } rules)
        {
            return null;
        }

        if (type != "text" && body["preview_url"].Value.ValueKind == JsonValueKind.True)
        {
            body["preview_url"].Warn("is ignored: only texts have previews");
        }

        body.WarnOfOthers("to", "recipient_type", "type", "preview_url", "ttl", "context", "messaging_product", type);
        var message = new V1Message { To = to, RecipientType = recipientType, Type = type, Ttl = Lifetime(body["ttl"]), Context = Context(body["context"]) };
        return rules(body, message);
    }

    private static string RecipientType(Field field)
    {
        var recipientType = field.Text() ?? "individual";
        if (recipientType is not ("individual" or "group"))
        {
            field.Refuse(V1Code.RecipientTypeInvalid, $"must be individual or group, got {Given.Quote(recipientType)}");
        }

        return recipientType;
    }

    private static Func<Field, V1Message, V1Message>? Rules(Field field, string type)
    {
        if (Types.TryGetValue(type, out var rules))
        {
            return rules;
        }

        field.Refuse(V1Code.ValueInvalid, $"must be one of {string.Join(", ", Types.Keys)}, got {Given.Quote(type)}");
        return null;
    }

    private static V1Context? Context(Field context) => context.Object().WarnOfOthers("message_id") is { IsPresent: true } given
        ? new V1Context { MessageId = ReadMessageId(given["message_id"]) }
        : null;

    /// <summary>Sources have it as a text and as an object; a number is as clear.</summary>
    private static JsonElement? Lifetime(Field lifetime)
    {
        if (!lifetime.IsPresent)
        {
            return null;
        }

        if (lifetime.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Object or JsonValueKind.Number))
        {
            lifetime.RefuseType("a string or an object");
        }

        lifetime.WarnOnCloud("has no effect on the Cloud API, which has the lifetime of a message in its template");
        return lifetime.Value;
    }
}
