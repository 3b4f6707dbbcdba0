using System.Text.Json;
using System.Text.Json.Nodes;
using static Tujenge.Inbound.Processing.CallbackJson;

namespace Tujenge.Inbound.Processing;

/// <summary>
/// What a callback tells about one number, taken apart, in v1's form. Of each part only what routing needs is read; the rest goes
/// to the webhook as it came. What cannot be read is counted, and costs its siblings nothing.
/// </summary>
internal sealed record CallbackParts(
    IReadOnlyList<CallbackPart> Messages,
    IReadOnlyList<CallbackPart> Statuses,
    IReadOnlyList<JsonObject> Errors,
    int Unreadable)
{
    /// <summary>What of a body cannot be read at all.</summary>
    public static CallbackParts Illegible { get; } = new([], [], [], Unreadable: 1);

    /// <summary>Whether there is nothing in it that can be read.</summary>
    public bool IsEmpty => Messages.Count == 0 && Statuses.Count == 0 && Errors.Count == 0;

    /// <summary>Longest id, and longest sender of a message, who is part of no key: real ones have some 60 characters, the column has 512.</summary>
    private const int MostLetters = 512;

    /// <summary>Splits the flat callback of a v1 server. Nothing in a body makes it throw.</summary>
    public static CallbackParts OfV1(string body)
    {
        if (Parse(body) is not { } document)
        {
            return Illegible;
        }

        using (document)
        {
            return Read(
                document.RootElement,
                (message, contacts) => CallbackPart.OfMessage(message, SenderOf(message, contacts)),
                CallbackPart.OfStatus,
                error => error);
        }
    }

    /// <summary>Reads the four arrays that both forms of a callback have.</summary>
    /// <param name="parent">What they stand in.</param>
    /// <param name="message">Makes a part of a message and the callback's contacts.</param>
    /// <param name="status">Makes a part of a status.</param>
    /// <param name="error">Puts an error into v1's words.</param>
    public static CallbackParts Read(
        JsonElement parent,
        Func<JsonObject, IReadOnlyList<JsonObject>, CallbackPart> message,
        Func<JsonObject, CallbackPart> status,
        Func<JsonObject, JsonObject> error)
    {
        var unreadable = 0;
        var contacts = Objects("contacts");
        var messages = Objects("messages").ConvertAll(one => message(one, contacts));
        var statuses = Objects("statuses").ConvertAll(one => status(one));
        var errors = Objects("errors").ConvertAll(one => error(one));
        unreadable += messages.RemoveAll(part => !IsUsable(part)) + statuses.RemoveAll(part => !IsUsable(part) || part.Status is null);
        return new CallbackParts(messages, statuses, errors, unreadable);

        List<JsonObject> Objects(string name) => CallbackJson.Objects(parent, name, ref unreadable);
    }

    private static JsonObject? SenderOf(JsonObject message, IReadOnlyList<JsonObject> contacts)
    {
        var from = CallbackPart.Text(message, "from");
        return contacts.FirstOrDefault(contact => from is not null && CallbackPart.Text(contact, "wa_id") == from)
            ?? (contacts.Count == 1 ? contacts[0] : null);
    }

    /// <summary>Without an id a part could not be told from its repetition; PostgreSQL's text holds no NUL.</summary>
    private static bool IsUsable(CallbackPart part) =>
        part.Id.Length > 0
        && CanBeKept(part.Id, MostLetters)
        && CanBeKept(part.Customer, part.Status is null ? MostLetters : MostLettersOfRecipient)
        && CanBeKept(part.Status, MostLettersOfStatus);
}
