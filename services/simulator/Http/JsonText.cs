using System.Text.Json;

namespace Tujenge.Simulator.Http;

/// <summary>Finds what is JSON by the letter and yet has a text that is none: half a surrogate pair.</summary>
internal static class JsonText
{
    /// <summary>Whether every text in it can be read.</summary>
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
