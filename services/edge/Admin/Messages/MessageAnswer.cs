using System.Globalization;
using System.Text.Json.Serialization;
using Tujenge.Contracts.Messages;
using Tujenge.Contracts.Operations;
using Tujenge.Contracts.Operations.Entries;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Messages.Inspecting;

namespace Tujenge.Edge.Admin.Messages;

/// <summary>An outbound message as operators see it: without its text, which is the customers' affair.</summary>
/// <param name="Id">Our id, the one the client got.</param>
/// <param name="UpstreamId">WhatsApp's id, once known.</param>
/// <param name="ChannelId">The channel that sends.</param>
/// <param name="Recipient">As it is sent.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Attempts">Calls begun.</param>
/// <param name="AcceptedAt">When edge answered 201.</param>
/// <param name="DueAt">When it may be sent, if its turn has come; null unless it is accepted.</param>
/// <param name="SendingAt">When the last call began.</param>
/// <param name="AnsweredAt">When WhatsApp answered the call.</param>
/// <param name="SentAt">WhatsApp's timestamp.</param>
/// <param name="DeliveredAt">WhatsApp's timestamp.</param>
/// <param name="ReadAt">WhatsApp's timestamp.</param>
/// <param name="FailedAt">When it failed.</param>
/// <param name="Error">Why it failed; null unless it did.</param>
/// <param name="Warnings">What the client was warned of when it was accepted or sent, in sentences; null when of nothing.</param>
/// <param name="Statuses">All that WhatsApp told of it, in the order of their times; null in a list.</param>
internal sealed record MessageAnswer(
    string Id,
    string? UpstreamId,
    Guid ChannelId,
    string Recipient,
    [property: JsonConverter(typeof(SnakeCaseWords<MessageState>))] MessageState State,
    int Attempts,
    DateTimeOffset AcceptedAt,
    DateTimeOffset? DueAt,
    DateTimeOffset? SendingAt,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset? SentAt,
    DateTimeOffset? DeliveredAt,
    DateTimeOffset? ReadAt,
    DateTimeOffset? FailedAt,
    MessageErrorAnswer? Error,
    IReadOnlyList<string>? Warnings,
    IReadOnlyList<MessageStatusAnswer>? Statuses)
{
    public static MessageAnswer From(MessageEntry entry) => new(
        entry.MessageId,
        entry.UpstreamId,
        entry.ChannelId,
        entry.Recipient,
        entry.State,
        entry.Attempts,
        entry.AcceptedAt,
        entry.DueAt,
        entry.SendingAt,
        entry.AnsweredAt,
        entry.SentAt,
        entry.DeliveredAt,
        entry.ReadAt,
        entry.FailedAt,
        entry.ErrorCode is { } code ? new(code, V1Errors.TitleOf(code), entry.ErrorDetails) : null,
        entry.Warnings,
        entry.Statuses?.Select(MessageStatusAnswer.From).ToArray());
}

/// <summary>A status that WhatsApp told of a message.</summary>
/// <param name="Status">WhatsApp's word, in lower case.</param>
/// <param name="At">WhatsApp's timestamp.</param>
/// <param name="ReceivedAt">When the gateway got it.</param>
/// <param name="Member">Of a message to a group: the member whose copy it is about.</param>
/// <param name="Error">The error that came with it.</param>
internal sealed record MessageStatusAnswer(
    string Status,
    DateTimeOffset At,
    DateTimeOffset ReceivedAt,
    string? Member,
    MessageErrorAnswer? Error)
{
    public static MessageStatusAnswer From(StatusEntry entry) => new(
        entry.Status,
        entry.OccurredAt,
        entry.ReceivedAt,
        entry.GroupMember,
        MessageLog.ErrorOf(entry) is { } error ? new(error.Code, error.Title, error.Details) : null);
}

/// <summary>Why a message failed, in v1's terms.</summary>
internal sealed record MessageErrorAnswer(int Code, string Title, string? Details);

/// <summary>Messages, newest first.</summary>
/// <param name="Messages">A page of them.</param>
/// <param name="Next">What to give as <c>before</c> to see older ones; null when there are none.</param>
internal sealed record MessagesAnswer(IReadOnlyList<MessageAnswer> Messages, string? Next)
{
    public static MessagesAnswer From(MessagesFound found) => new(
        [.. found.Messages.Select(MessageAnswer.From)],
        found.Next?.ToString(CultureInfo.InvariantCulture));
}
