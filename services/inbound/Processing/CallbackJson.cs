using System.Text.Json;

namespace Tujenge.Inbound.Processing;

/// <summary>Looks into JSON that may have any shape: what is not as expected reads as absent.</summary>
internal static class CallbackJson
{
    /// <summary>The elements of an array.</summary>
    public static JsonElement[] Elements(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object
        && parent.TryGetProperty(name, out var list)
        && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray()]
            : [];

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
}
