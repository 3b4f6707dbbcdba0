using System.Text.Json;
using System.Text.Json.Nodes;
using Tujenge.Contracts.V1;
using static Tujenge.Inbound.Processing.CallbackJson;

namespace Tujenge.Inbound.Processing;

/// <summary>
/// What a callback tells about one number, taken apart, in v1's form. Of each part only what routing needs is read; the rest goes
/// to the webhook as it came. What cannot be read is put aside, and costs its siblings nothing.
/// </summary>
/// <param name="Messages">Customers' messages.</param>
/// <param name="Statuses">Statuses of messages.</param>
/// <param name="Errors">Errors that belong to no message.</param>
/// <param name="Unreadable">The text of each part that cannot be read.</param>
internal sealed record CallbackParts(
    IReadOnlyList<CallbackPart> Messages,
    IReadOnlyList<CallbackPart> Statuses,
    IReadOnlyList<JsonObject> Errors,
    IReadOnlyList<string> Unreadable)
{
    /// <summary>Members that both forms of a callback have, and that are read here.</summary>
    public static readonly string[] Known = ["contacts", "messages", "statuses", "errors"];

    /// <summary>
    /// What stands beside them and is part of none: members that nobody here understands, for clients that do, and contacts who neither
    /// wrote nor got anything. Null when there is nothing.
    /// </summary>
    public JsonObject? Rest { get; init; }

    /// <summary>Whether something of the rest is no member of a v1 callback.</summary>
    public bool HasUnknownMembers => Rest?.Any(member => !Known.Contains(member.Key)) ?? false;

    /// <summary>Whether there is nothing in it that can be read.</summary>
    public bool IsEmpty => Messages.Count == 0 && Statuses.Count == 0 && Errors.Count == 0;

    /// <summary>Whether there is nothing in it at all.</summary>
    public bool TellsNothing => IsEmpty && Rest is null && Unreadable.Count == 0;

    /// <summary>What cannot be read at all.</summary>
    public static CallbackParts Illegible(string text) => new([], [], [], [text]);

    /// <summary>Longest id, and longest sender of a message, who is part of no key: real ones have some 60 characters, the column has 512.</summary>
    private const int MostLetters = 512;

    /// <summary>Splits the flat callback of a v1 server. Nothing in a body makes it throw.</summary>
    public static CallbackParts OfV1(string body)
    {
        if (Parse(body) is not { } document)
        {
            return Illegible(body);
        }

        using (document)
        {
            return Read(
                document.RootElement,
                CallbackPart.OfMessage,
                (status, contact) => CallbackPart.OfStatus(status) with { Contact = contact },
                contact => contact,
                error => error,
                Known);
        }
    }

    /// <summary>Reads the four arrays that both forms of a callback have.</summary>
    /// <param name="parent">What they stand in.</param>
    /// <param name="message">Makes a part of a message and the contact who wrote it.</param>
    /// <param name="status">Makes a part of a status and the contact whom it is about.</param>
    /// <param name="contact">Puts a contact of neither into v1's words.</param>
    /// <param name="error">Puts an error into v1's words.</param>
    /// <param name="known">Members that are no rest.</param>
    public static CallbackParts Read(
        JsonElement parent,
        Func<JsonObject, JsonObject?, CallbackPart> message,
        Func<JsonObject, JsonObject?, CallbackPart> status,
        Func<JsonObject, JsonObject> contact,
        Func<JsonObject, JsonObject> error,
        IReadOnlyCollection<string> known)
    {
        var unreadable = new List<string>();
        var written = Objects("messages");
        var told = Objects("statuses");
        var contacts = new CallbackContacts(Objects("contacts"), written, told);
        var messages = Parts(written, one => message(one, contacts.SenderOf(one)), IsUsable);
        var statuses = Parts(told, one => status(one, contacts.RecipientOf(one)), part => IsUsable(part) && part.Status is not null);
        var errors = Objects("errors").ConvertAll(one => error(one));
        var rest = RestOf(parent, known, unreadable);
        if (contacts.Others is { Count: > 0 } others)
        {
            rest["contacts"] = new JsonArray([.. others.Select(one => contact(one).DeepClone())]);
        }

        return new CallbackParts(messages, statuses, errors, unreadable) { Rest = rest.Count > 0 ? rest : null };

        List<JsonObject> Objects(string name) => CallbackJson.Objects(parent, name, unreadable);

        List<CallbackPart> Parts(List<JsonObject> objects, Func<JsonObject, CallbackPart> read, Func<CallbackPart, bool> isUsable)
        {
            var parts = new List<CallbackPart>();
            foreach (var one in objects)
            {
                var part = read(one);
                if (isUsable(part))
                {
                    parts.Add(part);
                }
                else
                {
                    unreadable.Add(one.ToJsonString(V1Json.Wire.Options));
                }
            }

            return parts;
        }
    }

    private static JsonObject RestOf(JsonElement parent, IReadOnlyCollection<string> known, List<string> unreadable)
    {
        var rest = new JsonObject();
        foreach (var member in parent.ValueKind == JsonValueKind.Object ? parent.EnumerateObject() : default)
        {
            if (!known.Contains(member.Name) && member.Value.ValueKind != JsonValueKind.Null)
            {
                if (TryRead(member.Value, out var value))
                {
                    rest[member.Name] = value;
                }
                else
                {
                    unreadable.Add(member.Value.GetRawText());
                }
            }
        }

        return rest;
    }

    /// <summary>Without an id a part could not be told from its repetition; PostgreSQL's text holds no NUL.</summary>
    private static bool IsUsable(CallbackPart part) =>
        part.Id.Length > 0
        && CanBeKept(part.Id, MostLetters)
        && CanBeKept(part.Customer, part.Status is null ? MostLetters : MostLettersOfRecipient)
        && CanBeKept(part.Status, MostLettersOfStatus);
}
