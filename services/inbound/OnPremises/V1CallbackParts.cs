using System.Text.Json;
using System.Text.Json.Nodes;
using Tujenge.Contracts.V1;
using Tujenge.Inbound.Processing;

namespace Tujenge.Inbound.OnPremises;

/// <summary>
/// A flat v1 callback, taken apart. Of each part only what routing needs is read; the rest goes to the webhook as it came. What
/// cannot be read is counted, and costs its siblings nothing.
/// </summary>
internal sealed record V1CallbackParts(
    IReadOnlyList<JsonObject> Contacts,
    IReadOnlyList<V1Part> Messages,
    IReadOnlyList<V1Part> Statuses,
    IReadOnlyList<JsonObject> Errors,
    int Unreadable)
{
    /// <summary>Longest id: real ones have some 60 characters, the sender's column has 256.</summary>
    private const int MostLetters = 256;

    private const int MostLettersOfStatus = 128;

    // A name twice in one object would surface where nobody expects it any more.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Splits a callback. Nothing in a body makes it throw.</summary>
    public static V1CallbackParts Split(string body)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(CallbackText.WithoutHalfPairs(body));
        }
        catch (JsonException)
        {
            return new V1CallbackParts([], [], [], [], Unreadable: 1);
        }

        using (document)
        {
            var unreadable = 0;
            var contacts = Objects(document.RootElement, "contacts", ref unreadable);
            var messages = Objects(document.RootElement, "messages", ref unreadable).ConvertAll(V1Part.OfMessage);
            var statuses = Objects(document.RootElement, "statuses", ref unreadable).ConvertAll(V1Part.OfStatus);
            var errors = Objects(document.RootElement, "errors", ref unreadable);
            unreadable += messages.RemoveAll(part => !IsUsable(part)) + statuses.RemoveAll(part => !IsUsable(part) || part.Status is null);
            return new V1CallbackParts(contacts, messages, statuses, errors, unreadable);
        }
    }

    /// <summary>Without an id a part could not be told from its repetition; PostgreSQL's text holds no NUL.</summary>
    private static bool IsUsable(V1Part part) =>
        part.Id.Length > 0
        && CanBeKept(part.Id, MostLetters)
        && CanBeKept(part.Customer, MostLettersOfStatus)
        && CanBeKept(part.Status, MostLettersOfStatus);

    private static bool CanBeKept(string? text, int mostLetters) =>
        text is null || (text.Length <= mostLetters && !text.Contains('\0', StringComparison.Ordinal));

    private static List<JsonObject> Objects(JsonElement parent, string name, ref int unreadable)
    {
        var objects = new List<JsonObject>();
        if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array)
        {
            return objects;
        }

        foreach (var element in list.EnumerateArray())
        {
            if (ObjectOf(element) is { } read)
            {
                objects.Add(read);
            }
            else
            {
                unreadable++;
            }
        }

        return objects;
    }

    private static JsonObject? ObjectOf(JsonElement element)
    {
        try
        {
            using var strict = JsonDocument.Parse(element.GetRawText(), Strict);
            return JsonSerializer.SerializeToNode(strict.RootElement, V1Json.Wire.JsonElement) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
