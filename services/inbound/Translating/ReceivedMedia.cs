using System.Text.Json.Nodes;
using Tujenge.Inbound.Processing;

namespace Tujenge.Inbound.Translating;

/// <summary>The Cloud API's media in v1's words (cloud-api-mapping, section 4).</summary>
internal static class ReceivedMedia
{
    private const int HashLength = 32;
    private static readonly string[] Types = ["image", "video", "audio", "voice", "document", "sticker"];

    /// <summary>Translates every media object of a message, whatever its type says.</summary>
    public static void Translate(JsonObject message)
    {
        foreach (var type in Types)
        {
            if (message[type] is not JsonObject media)
            {
                continue;
            }

            media.Remove("url"); // It would need our token.
            media.Remove("animated");
            media.Remove("voice");
            V1Members.MakeText(media, "id");
            if (media["id"] is null)
            {
                media.Remove("id"); // v1 has none where there is no file.
            }

            if (CallbackPart.Text(media, "sha256") is { } hash && HexOf(hash) is { } hex)
            {
                media["sha256"] = hex;
            }
        }
    }

    /// <summary>The ids of a message's files, with their MIME types: wherever it has some, and in types that nobody knows yet.</summary>
    public static IEnumerable<(string Id, string? MimeType)> In(JsonNode? part, string name = "") => part switch
    {
        JsonArray array => array.SelectMany(one => In(one)),
        JsonObject parent => parent.SelectMany(member => In(member.Value, member.Key)).Concat(
            CallbackPart.Filled(parent, "id") is { } id && (Types.Contains(name) || parent["mime_type"] is JsonValue || parent["sha256"] is JsonValue)
                ? [(id, CallbackPart.Text(parent, "mime_type"))]
                : []),
        _ => [],
    };

    /// <summary>Base64 there, in either alphabet and with or without its padding, lower-case hex here; null for what is no hash.</summary>
    private static string? HexOf(string text)
    {
        if (text.Length == 2 * HashLength && text.All(char.IsAsciiHexDigit))
        {
            return text.ToLowerInvariant();
        }

        Span<byte> hash = stackalloc byte[HashLength + 1];
        var base64 = text.TrimEnd('=').Replace('-', '+').Replace('_', '/') + "=";
        return Convert.TryFromBase64String(base64, hash, out var length) && length == HashLength
            ? Convert.ToHexStringLower(hash[..HashLength])
            : null;
    }
}
