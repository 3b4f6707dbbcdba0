using System.Text.Json;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages.Sending.Validation;

/// <summary>The rules for what all messages share, and the way to the rules of each type.</summary>
internal static class MessageRules
{
    private const int LongestMessageId = 512;

    /// <summary>One set of rules for each type: reads the contents and adds them to the message.</summary>
    private static readonly Dictionary<string, Func<Field, V1Message, V1Message>> Types = new()
    {
        ["text"] = TextRules.Read,
        ["template"] = TemplateRules.Read,
    };

    /// <summary>Types of v1 that have no rules here yet.</summary>
    private static readonly string[] Unsupported =
        ["image", "audio", "video", "document", "sticker", "location", "contacts", "hsm", "interactive", "reaction"];

    /// <summary>Checks and normalises a body. Never throws, whatever the bytes are.</summary>
    public static MessageCheck Check(ReadOnlyMemory<byte> utf8)
    {
        using var body = JsonBody.Parse(utf8);
        var message = Read(body.Root);
        return body.Violation is { } violation
            ? new MessageCheck.Refused(violation)
            : new MessageCheck.Passed(
                message!.Type!,
                body.Root["to"].Text()!,
                message.To,
                JsonSerializer.Serialize(message, V1Json.Wire.V1Message));
    }

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

        var message = new V1Message { To = to, RecipientType = recipientType, Type = type, Context = Context(body["context"]) };
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

        var supported = string.Join(", ", Types.Keys);
        if (Unsupported.Contains(type))
        {
            field.Found.Add(V1Code.ValueInvalid, field.Path, $"type '{type}' is not supported yet; supported: {supported}");
        }
        else
        {
            field.Refuse(V1Code.ValueInvalid, $"must be one of {supported}, got {Given.Quote(type)}");
        }

        return null;
    }

    private static V1Context? Context(Field context) => context.Object().IsPresent
        ? new V1Context { MessageId = context["message_id"].Required().Text(LongestMessageId) ?? "" }
        : null;
}
