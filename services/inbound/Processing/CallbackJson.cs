using System.Text.Json;
using System.Text.Json.Nodes;
using Tujenge.Contracts.Callbacks;
using Tujenge.Contracts.V1;

namespace Tujenge.Inbound.Processing;

/// <summary>Looks into JSON that may have any shape: what is not as expected reads as absent.</summary>
internal static class CallbackJson
{
    /// <summary>Longest status, so that with the longest id and recipient it fits a <c>SeenKey</c>.</summary>
    public const int MostLettersOfStatus = 128;

    /// <summary>Longest recipient of a status, which may be part of the key: 1024 for all three, with what stands between them.</summary>
    public const int MostLettersOfRecipient = 380;

    /// <summary>A part that is deeper is counted as unreadable, whatever stands beside it.</summary>
    private const int MostDepth = 60;

    /// <summary>The parts decide how deep they may be, so the whole may be as deep as 3 MB of brackets but for the stack.</summary>
    private static readonly JsonDocumentOptions Whole = new() { MaxDepth = 10_000 };

    // A name twice in one object would surface where nobody expects it any more.
    private static readonly JsonDocumentOptions Part = new() { AllowDuplicateProperties = false, MaxDepth = MostDepth };

    /// <summary>A callback's body; null when it is no JSON.</summary>
    public static JsonDocument? Parse(string body)
    {
        try
        {
            return JsonDocument.Parse(CallbackText.WithoutHalfPairs(body.TrimStart('\uFEFF')), Whole);
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>What keeps a body from being read at all; null when nothing does.</summary>
    public static CallbackProblem? ProblemOf(string body)
    {
        using var document = Parse(body);
        return document switch
        {
            null => CallbackProblem.NotJson,
            { RootElement.ValueKind: JsonValueKind.Object } => null,
            _ => CallbackProblem.NotAnObject,
        };
    }

    /// <summary>The elements of an array, or what stands there without an array around it; of each array where a name is there twice.</summary>
    public static JsonElement[] Elements(JsonElement parent, string name) => parent.ValueKind != JsonValueKind.Object ? [] :
    [
        .. parent.EnumerateObject()
            .Where(member => member.NameEquals(name))
            .SelectMany(member => member.Value.ValueKind switch
            {
                JsonValueKind.Array => member.Value.EnumerateArray().ToArray(),
                JsonValueKind.Null => [],
                _ => [member.Value],
            }),
    ];

    /// <summary>
    /// The <see cref="Elements"/> that are objects and can be read; the text of
    /// the others is put aside.
    /// </summary>
    public static List<JsonObject> Objects(JsonElement parent, string name, List<string> unreadable)
    {
        var objects = new List<JsonObject>();
        foreach (var element in Elements(parent, name))
        {
            if (TryRead(element, out var node) && node is JsonObject item)
            {
                objects.Add(item);
            }
            else
            {
                unreadable.Add(element.GetRawText());
            }
        }

        return objects;
    }

    /// <summary>Whether a part has no name twice in one object, and is not too deep.</summary>
    public static bool TryRead(JsonElement element, out JsonNode? node)
    {
        node = null;
        try
        {
            using var part = JsonDocument.Parse(element.GetRawText(), Part);
            node = part.Deserialize(V1Json.Wire.JsonNode);
            return true;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return false;
        }
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
