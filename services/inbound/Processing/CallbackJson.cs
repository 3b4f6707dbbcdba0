using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tujenge.Inbound.Processing;

/// <summary>Looks into JSON that may have any shape: what is not as expected reads as absent.</summary>
internal static class CallbackJson
{
    /// <summary>Longest status and recipient, so that with an id they fit a <c>SeenKey</c>.</summary>
    public const int MostLettersOfStatus = 128;

    // A name twice in one object would surface where nobody expects it any more.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The elements of an array.</summary>
    public static JsonElement[] Elements(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object
        && parent.TryGetProperty(name, out var list)
        && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray()]
            : [];

    /// <summary>The elements of an array that can be read and used; the others are counted.</summary>
    public static List<T> Read<T>(JsonElement parent, string name, JsonTypeInfo<T> type, Func<T, bool> isUsable, ref int unreadable)
    {
        var list = new List<T>();
        foreach (var element in Elements(parent, name))
        {
            try
            {
                using var strict = JsonDocument.Parse(element.GetRawText(), Strict);
                if (strict.Deserialize(type) is { } item && isUsable(item))
                {
                    list.Add(item);
                    continue;
                }
            }
            catch (Exception fault) when (fault is JsonException or InvalidOperationException)
            {
                // Counted below.
            }

            unreadable++;
        }

        return list;
    }

    /// <summary>A text, or a number as text.</summary>
    public static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;

    /// <summary>PostgreSQL's text holds no NUL, and the columns have an end.</summary>
    public static bool CanBeKept(string? text, int mostLetters) =>
        text is null || (text.Length <= mostLetters && !text.Contains('\0', StringComparison.Ordinal));
}
