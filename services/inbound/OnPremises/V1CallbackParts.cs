using System.Text.Json;
using System.Text.Json.Nodes;
using Tujenge.Contracts.V1;
using Tujenge.Inbound.Processing;
using static Tujenge.Inbound.Processing.CallbackJson;

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
            var contacts = Objects("contacts");
            var messages = Objects("messages").ConvertAll(V1Part.OfMessage);
            var statuses = Objects("statuses").ConvertAll(V1Part.OfStatus);
            var errors = Objects("errors");
            unreadable += messages.RemoveAll(part => !IsUsable(part)) + statuses.RemoveAll(part => !IsUsable(part) || part.Status is null);
            return new V1CallbackParts(contacts, messages, statuses, errors, unreadable);

            List<JsonObject> Objects(string name) =>
                Read(document.RootElement, name, V1Json.Wire.JsonObject, _ => true, ref unreadable);
        }
    }

    /// <summary>Without an id a part could not be told from its repetition; PostgreSQL's text holds no NUL.</summary>
    private static bool IsUsable(V1Part part) =>
        part.Id.Length > 0
        && CanBeKept(part.Id, MostLetters)
        && CanBeKept(part.Customer, MostLettersOfStatus)
        && CanBeKept(part.Status, MostLettersOfStatus);
}
