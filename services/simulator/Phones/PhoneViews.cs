using System.Text.Json;

namespace Tujenge.Simulator.Phones;

/// <summary>All phones.</summary>
/// <param name="Phones">In the order in which they were first named.</param>
internal sealed record PhoneList(IReadOnlyList<PhoneView> Phones);

/// <summary>A phone as shown. <c>id_in_from</c> has only one that has an id instead of a number.</summary>
internal sealed record PhoneView(
    string Number,
    string Name,
    bool Exists,
    bool? IdInFrom,
    bool AutoRead,
    string? AutoReply,
    bool Silent,
    IReadOnlyList<PhoneMessageView>? Messages)
{
    public static PhoneView Of(Phone phone, bool withMessages) => new(
        phone.Number,
        phone.Name,
        phone.Exists,
        phone.HidesNumber ? phone.IdInFrom : null,
        phone.AutoRead,
        phone.AutoReply,
        phone.IsSilent,
        withMessages
            ? [.. phone.Messages().Select(message => new PhoneMessageView(
                message.Id,
                message.PhoneNumberId,
                message.FromBusiness ? "in" : "out",
                message.Type,
                message.Text,
                message.Contents,
                message.QuotedId,
                message.At,
                message.IsDelivered,
                message.IsRead))]
            : null);
}

/// <summary>A message on a phone: <c>in</c> from the business, <c>out</c> to it.</summary>
internal sealed record PhoneMessageView(
    string Id,
    string PhoneNumberId,
    string Direction,
    string Type,
    string? Text,
    JsonElement? Contents,
    string? QuotedId,
    DateTimeOffset At,
    bool Delivered,
    bool Read);

/// <summary>What can be set of a phone. What is left out stays.</summary>
internal sealed record PhoneSettings
{
    public string? Name { get; init; }

    /// <summary>False: no WhatsApp on it, sends answer 131026.</summary>
    public bool? Exists { get; init; }

    /// <summary>Of a phone with an id instead of a number: whether its messages have the id in <c>from</c>, or beside it.</summary>
    public bool? IdInFrom { get; init; }

    /// <summary>Reads what it gets at once.</summary>
    public bool? AutoRead { get; init; }

    /// <summary>Answers everything with this; an empty text stops it.</summary>
    public string? AutoReply { get; init; }
}

/// <summary>What was written.</summary>
/// <param name="Id">WhatsApp's id.</param>
internal sealed record WriteAnswer(string Id);

/// <summary>What to read.</summary>
internal sealed record ReadRequest
{
    /// <summary>One message; all without it.</summary>
    public string? MessageId { get; init; }
}

/// <summary>What was read.</summary>
/// <param name="Read">Messages that were unread before.</param>
internal sealed record ReadAnswer(int Read);

/// <summary>Switches a phone off or on.</summary>
internal sealed record SilenceRequest
{
    // A setter, so that {} means on: see FaultSettings.
    public bool On { get; set; } = true;
}
