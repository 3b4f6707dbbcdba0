using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tujenge.Simulator.Http;

/// <summary>Texts in JSON.</summary>
internal static class JsonText
{
    /// <summary>A member that is text.</summary>
    public static string? Text(this JsonObject? parent, string name) =>
        parent?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Whether every text in it can be read: half a surrogate pair is JSON by the letter, and yet no text.</summary>
    public static bool IsWhole(JsonElement element)
    {
        try
        {
            return IsText(element);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsText(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().All(member => member.Name is not null && IsText(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().All(IsText),
        JsonValueKind.String => element.GetString() is not null,
        _ => true,
    };
}
