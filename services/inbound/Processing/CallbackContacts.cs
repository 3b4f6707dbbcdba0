using System.Text.Json.Nodes;
using Tujenge.Infra.Numbers;
using static Tujenge.Inbound.Processing.CallbackPart;

namespace Tujenge.Inbound.Processing;

/// <summary>
/// Whom a callback introduces. v1 has one event in each call of the webhook, so each contact goes with what he wrote or got; one of
/// neither is still told.
/// </summary>
internal sealed class CallbackContacts
{
    private readonly IReadOnlyList<JsonObject> _contacts;
    private readonly JsonObject? _single;
    private readonly HashSet<JsonObject> _senders = [];
    private readonly HashSet<JsonObject> _recipients = [];
    private readonly HashSet<JsonObject> _changed = [];

    /// <param name="contacts">All of them.</param>
    /// <param name="messages">The messages beside them.</param>
    /// <param name="statuses">The statuses beside them.</param>
    public CallbackContacts(IReadOnlyList<JsonObject> contacts, IReadOnlyList<JsonObject> messages, IReadOnlyList<JsonObject> statuses)
    {
        _contacts = contacts;

        // A single contact beside messages of a single customer is his, in whatever notation his number is, if he has one; unless it is
        // of somebody who got a message.
        var isOfOne = messages.DistinctBy(message => (Filled(message, "from"), Filled(message, "from_user_id"))).Count() == 1;
        _single = contacts.Count == 1 && isOfOne && !statuses.Any(status => FindRecipient(status) is not null) ? contacts[0] : null;
    }

    /// <summary>Contacts who belong to no message and no status that was asked for. One who is there twice is one.</summary>
    public IReadOnlyList<JsonObject> Others
    {
        get
        {
            var told = _senders.Concat(_recipients).Concat(_changed).ToHashSet();
            var ids = told.SelectMany(IdsOf).ToHashSet(StringComparer.Ordinal);
            return [.. _contacts.Where(contact => !told.Contains(contact) && !IdsOf(contact).Any(ids.Contains))];
        }
    }

    /// <summary>Who wrote a message.</summary>
    public JsonObject? SenderOf(JsonObject message)
    {
        var sender = Find(Filled(message, "from"), "wa_id", "user_id")
            ?? Find(Filled(message, "from_user_id"), "user_id")
            ?? _single;
        return Note(sender, Text(message, "type") == "system" ? _changed : _senders); // v1 has no contacts with those.
    }

    /// <summary>
    /// Who got the message of a status, unless he wrote one beside it: v1 introduces customers with what they write. To be asked after
    /// all senders.
    /// </summary>
    public JsonObject? RecipientOf(JsonObject status)
    {
        var recipient = FindRecipient(status);
        return recipient is not null && _senders.Contains(recipient) ? null : Note(recipient, _recipients);
    }

    private JsonObject? FindRecipient(JsonObject status) =>
        Find(Filled(status, "recipient_participant_id"), "wa_id", "user_id")
        ?? Find(RecipientIdOf(status) is { Length: > 0 } id ? id : null, "wa_id", "user_id")
        ?? Find(Filled(status, "recipient_user_id"), "user_id");

    private JsonObject? Find(string? id, params ReadOnlySpan<string> names)
    {
        var key = id is null ? null : KeyOf(id);
        foreach (var contact in key is null ? [] : _contacts)
        {
            foreach (var name in names)
            {
                if (Text(contact, name) is { } given && KeyOf(given) == key)
                {
                    return contact;
                }
            }
        }

        return null;
    }

    private static JsonObject? Note(JsonObject? contact, HashSet<JsonObject> among)
    {
        if (contact is not null)
        {
            among.Add(contact);
        }

        return contact;
    }

    /// <summary>One for all ways to write a number.</summary>
    private static string KeyOf(string id) => ConversationKey.Of(id.TrimStart('+'));

    private static IEnumerable<string> IdsOf(JsonObject contact) =>
        new[] { Filled(contact, "wa_id"), Filled(contact, "user_id") }.OfType<string>().Select(KeyOf);
}
