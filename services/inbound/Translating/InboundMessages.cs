using System.Text.Json;
using System.Text.Json.Nodes;
using Tujenge.Inbound.Processing;

namespace Tujenge.Inbound.Translating;

/// <summary>Turns the Cloud API's inbound messages into v1's (cloud-api-mapping, section 4).</summary>
internal static class InboundMessages
{
    private static readonly string[] Translated =
        ["from", "id", "timestamp", "type", "from_user_id", "errors", "unsupported"];

    /// <summary>What the Cloud API says of messages that it does not support.</summary>
    private const string UnsupportedCode = "131051";

    private const string NotSupported = "Message type is not currently supported";

    /// <summary>What v1 clients know.</summary>
    private static readonly HashSet<string> Types =
    [
        "text", "image", "audio", "voice", "video", "document", "sticker", "location", "contacts", "interactive", "button", "order",
        "reaction", "system", "ephemeral", "unknown",
    ];

    /// <param name="message">The message.</param>
    /// <param name="contact">Who wrote it.</param>
    /// <param name="receivedAt">Its timestamp where it has none.</param>
    public static CallbackPart ToV1(JsonObject message, JsonObject? contact, DateTimeOffset receivedAt)
    {
        var from = CallbackPart.Filled(message, "from")
            ?? CallbackPart.Filled(message, "from_user_id")
            ?? CallbackPart.Filled(contact, "wa_id")
            ?? CallbackPart.Filled(contact, "user_id");
        from = V1Members.Id(from);
        var v1 = new JsonObject();
        if (from is not null)
        {
            v1["from"] = from;
        }

        v1["id"] = CallbackPart.Text(message, "id");
        v1["timestamp"] = V1Members.Timestamp(message, receivedAt);
        var type = TypeOf(message);
        v1["type"] = Types.Contains(type) ? type : "unknown";
        v1.WithTheRestOf(message, Translated);
        TranslateContents(v1, type);
        if (ErrorsOf(message, type) is { } errors)
        {
            v1["errors"] = errors;
        }

        return CallbackPart.OfMessage(v1, type == "system" ? null : Contacts.ToV1(contact, from));
    }

    /// <summary>The type, or what the message has instead of one.</summary>
    private static string TypeOf(JsonObject message) =>
        CallbackPart.Text(message, "type") is { Length: > 0 } type ? type
        : Types.FirstOrDefault(known => message[known] is JsonObject or JsonArray) ?? "unknown";

    private static void TranslateContents(JsonObject message, string type)
    {
        if (type == "audio" && message["audio"] is JsonObject audio && audio["voice"]?.ToString() is "true" or "1")
        {
            message.Remove("audio");
            message["type"] = "voice";
            message["voice"] = audio;
        }

        ReceivedMedia.Translate(message);
        if (message["context"] is JsonObject context)
        {
            RemoveUnlessTrue(context, "forwarded");
            RemoveUnlessTrue(context, "frequently_forwarded");
            if (context.Count == 0)
            {
                message.Remove("context");
            }
        }

        if (message["location"] is JsonObject location)
        {
            V1Members.MakeNumber(location, "latitude");
            V1Members.MakeNumber(location, "longitude");
        }

        if (message["contacts"] is JsonObject single)
        {
            message["contacts"] = new JsonArray(single.DeepClone());
        }

        if (message["system"] is JsonObject system)
        {
            TranslateSystem(system);
        }
    }

    /// <summary>v1 has these only where they are true.</summary>
    private static void RemoveUnlessTrue(JsonObject parent, string name)
    {
        if (parent[name]?.GetValueKind() is JsonValueKind.False or JsonValueKind.Null)
        {
            parent.Remove(name);
        }
    }

    /// <summary>Names drifted over the years: these are the common ones (whatsapp-v1-webhooks, section 3).</summary>
    private static void TranslateSystem(JsonObject system)
    {
        switch (CallbackPart.Text(system, "type"))
        {
            case "user_identity_changed":
                system["type"] = "customer_identity_changed";
                break;

            case "user_changed_number" or "customer_changed_number":
                system["type"] = "customer_changed_number";
                if (CallbackPart.Filled(system, "new_wa_id") is null && CallbackPart.Text(system, "wa_id") is { } newId)
                {
                    system["new_wa_id"] = newId;
                }

                break;
        }
    }

    /// <summary>What v1 cannot express is <c>unknown</c> and named in the details.</summary>
    private static JsonArray? ErrorsOf(JsonObject message, string type)
    {
        if (type == "unsupported")
        {
            var told = CallbackErrors.In(message["errors"]).FirstOrDefault();
            var details = CallbackErrors.DetailsOf(told) ?? CallbackPart.Filled(told, "title") ?? NotSupported;
            var code = CallbackPart.Filled(told, "code") ?? UnsupportedCode;
            var original = CallbackPart.Filled(message["unsupported"] as JsonObject, "type");
            return CallbackErrors.UnknownType(
                (code == UnsupportedCode ? "" : $"cloud {code}: ") + details + (original is null ? "" : $" ({original})"));
        }

        if (!Types.Contains(type))
        {
            return CallbackErrors.UnknownType($"{NotSupported} ({type})");
        }

        // v1 says of both why nothing of them can be shown (whatsapp-v1-webhooks, section 3).
        return CallbackErrors.ToV1(message["errors"]) is { Count: > 0 } errors ? errors
            : type is "unknown" or "ephemeral" ? CallbackErrors.UnknownType(NotSupported)
            : null;
    }
}
