using System.Text.Json;
using System.Text.Json.Nodes;
using Tujenge.Contracts.Cloud;
using Tujenge.Contracts.V1;

namespace Tujenge.Inbound.Translating;

/// <summary>Turns the Cloud API's inbound messages into v1's (cloud-api-mapping, section 4).</summary>
internal static class InboundMessages
{
    private static readonly string[] Media = ["image", "video", "audio", "voice", "document", "sticker"];

    /// <param name="message">The message.</param>
    /// <param name="contact">Its sender, if the callback names one.</param>
    /// <param name="timestamp">Used where the message has none.</param>
    /// <param name="toOurId">Our id of a message that WhatsApp names by its own.</param>
    public static V1Callback ToV1(
        CloudInboundMessage message,
        CloudContact? contact,
        DateTimeOffset timestamp,
        Func<string, string> toOurId)
    {
        var content = Copy(message.Content);
        var type = message.Type ?? "unknown";
        var errors = message.Errors?.Select(Translate).ToList();

        switch (type)
        {
            case "audio" when content.GetValueOrDefault("audio") is JsonObject audio:
                if (audio["voice"] is JsonValue voice && voice.TryGetValue<bool>(out var isVoice) && isVoice)
                {
                    content.Remove("audio");
                    content["voice"] = audio;
                    type = "voice";
                }

                audio.Remove("voice");
                break;

            case "system" when content.GetValueOrDefault("system") is JsonObject system:
                TranslateSystem(system);
                break;

            case "unsupported":
                content.Remove("unsupported");
                type = "unknown";
                errors = [V1Errors.Of(501, DetailsOf(message.Errors)) with { Title = "Unknown message type" }];
                break;
        }

        foreach (var name in Media)
        {
            if (content.GetValueOrDefault(name) is JsonObject media)
            {
                TranslateMedia(media);
            }
        }

        TranslateId(content.GetValueOrDefault("context"), "id", toOurId);
        TranslateId(content.GetValueOrDefault("reaction"), "message_id", toOurId);
        if (errors is { Count: > 0 })
        {
            content["errors"] = JsonSerializer.SerializeToNode(new V1Callback { Errors = errors }, V1Json.Wire.V1Callback)!["errors"]!.DeepClone();
        }

        return new V1Callback
        {
            Contacts = type == "system" ? null : [ToV1(contact, message)],
            Messages =
            [
                new V1InboundMessage
                {
                    From = message.From ?? message.FromUserId ?? contact?.WaId ?? contact?.UserId,
                    Id = message.Id,
                    Timestamp = message.Timestamp ?? V1Timestamps.Format(timestamp),
                    Type = type,
                    Content = content.ToDictionary(
                        field => field.Key,
                        field => JsonSerializer.SerializeToElement(field.Value, V1Json.Wire.JsonNode)),
                },
            ],
        };
    }

    /// <summary>An error inside a message or beside all messages.</summary>
    public static V1ErrorEntry Translate(CloudCallbackError error) =>
        V1Errors.ForCallback(error.Code, error.Title ?? error.Message, error.ErrorData?.Details ?? error.Message)
            with
        { Href = error.Href };

    private static V1CallbackContact ToV1(CloudContact? contact, CloudInboundMessage message) => new()
    {
        Profile = contact?.Profile?["name"] is { } name ? new JsonObject { ["name"] = name.DeepClone() } : new JsonObject(),
        WaId = contact?.WaId ?? contact?.UserId ?? message.From ?? message.FromUserId,
    };

    private static void TranslateSystem(JsonObject system)
    {
        if (Text(system["type"]) is "user_changed_number")
        {
            system["type"] = "customer_changed_number";
        }

        if (Text(system["type"]) is "customer_changed_number" && !system.ContainsKey("new_wa_id") && Text(system["wa_id"]) is { } newId)
        {
            system["new_wa_id"] = newId;
        }
    }

    private static void TranslateMedia(JsonObject media)
    {
        media.Remove("url"); // It would need our token.
        media.Remove("animated");

        // base64 there, lower-case hex here; what is hex already has 64 digits.
        if (Text(media["sha256"]) is { Length: < 64 } hash)
        {
            Span<byte> bytes = stackalloc byte[48];
            if (Convert.TryFromBase64String(hash, bytes, out var length))
            {
                media["sha256"] = Convert.ToHexStringLower(bytes[..length]);
            }
        }
    }

    private static void TranslateId(JsonNode? parent, string name, Func<string, string> toOurId)
    {
        if (parent is JsonObject fields && Text(fields[name]) is { } id)
        {
            fields[name] = toOurId(id);
        }
    }

    private static string? DetailsOf(IReadOnlyList<CloudCallbackError>? errors) =>
        errors is [var first, ..] ? first.ErrorData?.Details ?? first.Message ?? first.Title : null;

    private static Dictionary<string, JsonNode?> Copy(IDictionary<string, JsonElement>? content) => content?
        .Where(field => field.Key is not ("from_user_id" or "identity_key_hash"))
        .ToDictionary(field => field.Key, field => JsonSerializer.SerializeToNode(field.Value, V1Json.Wire.JsonElement))
        ?? [];

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
