using System.Text.Json;

namespace Tujenge.Simulator.Phones;

/// <summary>A simulated phone with WhatsApp on it, or without. All access under its own lock, held for moments only.</summary>
internal sealed class Phone(string number, bool exists)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _wroteAt = [];
    private readonly Dictionary<string, int> _calls = [];
    private readonly Dictionary<string, int> _writings = [];
    private readonly List<PhoneMessage> _messages = [];

    /// <summary>Digits, or a business-scoped user id.</summary>
    public string Number { get; } = number;

    /// <summary>It has an id instead of a number: businesses do not get to see the number.</summary>
    public bool HidesNumber { get; } = UserId.Is(number);

    /// <summary>Whether a hidden number's id stands where the number would: payloads differ.</summary>
    public bool IdInFrom { get; set; }

    public string Name { get; set; } = "Customer";

    /// <summary>False: sends to it answer 131026.</summary>
    public bool Exists { get; set; } = exists;

    /// <summary>Reads what it gets at once.</summary>
    public bool AutoRead { get; set; }

    /// <summary>Answers what it gets with this text; null keeps it quiet.</summary>
    public string? AutoReply { get; set; }

    /// <summary>Switched off: nothing is delivered until it is on again.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Number of the next send call from a business number, from 1.</summary>
    public int NextCall(string phoneNumberId) => Next(_calls, phoneNumberId);

    /// <summary>Number of the next message to a business number, from 1.</summary>
    public int NextWriting(string phoneNumberId) => Next(_writings, phoneNumberId);

    /// <summary>When it last wrote to a business number; null: never.</summary>
    public DateTimeOffset? WroteAt(string phoneNumberId)
    {
        lock (_gate)
        {
            return _wroteAt.TryGetValue(phoneNumberId, out var at) ? at : null;
        }
    }

    /// <summary>Opens the window as a message did that is no longer there.</summary>
    public void RememberWriting(string phoneNumberId, DateTimeOffset at)
    {
        lock (_gate)
        {
            _wroteAt[phoneNumberId] = at;
        }
    }

    public void Add(PhoneMessage message, int capacity)
    {
        lock (_gate)
        {
            if (!message.FromBusiness)
            {
                Exists = true;
            }

            if (message.OpensWindow && !(_wroteAt.TryGetValue(message.PhoneNumberId, out var at) && at > message.At))
            {
                _wroteAt[message.PhoneNumberId] = message.At;
            }

            if (_messages.Count == capacity)
            {
                _messages.RemoveAt(0);
            }

            _messages.Add(message);
        }
    }

    /// <summary>Its messages, oldest first.</summary>
    public PhoneMessage[] Messages()
    {
        lock (_gate)
        {
            return [.. _messages];
        }
    }

    /// <summary>A message by WhatsApp's id, or by the sender's.</summary>
    public PhoneMessage? FindMessage(string id) => Messages().LastOrDefault(message => message.Id == id || message.Opaque == id);

    /// <summary>The latest message of a business.</summary>
    public PhoneMessage? LatestFrom(string phoneNumberId) =>
        Messages().LastOrDefault(message => message.FromBusiness && message.PhoneNumberId == phoneNumberId);

    /// <summary>Marks received messages and returns those that were not marked before.</summary>
    public PhoneMessage[] Mark(Func<PhoneMessage, bool> which, Func<PhoneMessage, bool> mark)
    {
        lock (_gate)
        {
            return [.. _messages.Where(message => message.FromBusiness && which(message) && mark(message))];
        }
    }

    /// <summary>The business has read a message, and with it what was written to it before.</summary>
    /// <returns>Whether the phone wrote such a message to that business.</returns>
    public bool MarkReadByBusiness(string phoneNumberId, string messageId)
    {
        lock (_gate)
        {
            var chat = _messages.Where(message => !message.FromBusiness && message.PhoneNumberId == phoneNumberId).ToArray();
            var last = Array.FindIndex(chat, message => message.Id == messageId);
            foreach (var message in chat.Take(last + 1))
            {
                message.IsRead = true;
            }

            return last >= 0;
        }
    }

    private int Next(Dictionary<string, int> counters, string key)
    {
        lock (_gate)
        {
            return counters[key] = counters.GetValueOrDefault(key) + 1;
        }
    }
}

/// <summary>A message on a phone.</summary>
internal sealed class PhoneMessage(string id, string phoneNumberId, bool fromBusiness, string type, string? text, string? opaque, DateTimeOffset at)
{
    public string Id { get; } = id;

    public string PhoneNumberId { get; } = phoneNumberId;

    public bool FromBusiness { get; } = fromBusiness;

    public string Type { get; } = type;

    public string? Text { get; } = text;

    /// <summary>What it has under the name of its type; null for a text and nothing else.</summary>
    public JsonElement? Contents { get; init; }

    /// <summary>The message it quotes, by WhatsApp's id.</summary>
    public string? QuotedId { get; init; }

    /// <summary>The sender's <c>biz_opaque_callback_data</c>.</summary>
    public string? Opaque { get; } = opaque;

    public DateTimeOffset At { get; } = at;

    /// <summary>It lets the business write for a day.</summary>
    public bool OpensWindow { get; init; }

    public bool IsDelivered { get; set; }

    public bool IsRead { get; set; }
}
