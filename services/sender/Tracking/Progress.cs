using Tujenge.Contracts.Messages;
using Tujenge.Sender.Persistence;

namespace Tujenge.Sender.Tracking;

/// <summary>Folds statuses, in whatever order they came, into what each message has reached.</summary>
internal static class Progress
{
    /// <summary>
    /// One entry for each message. Failures that the sender itself reported are in the log already, and carry no id of
    /// WhatsApp's; statuses of messages that did not come through us have nothing to follow.
    /// </summary>
    public static IReadOnlyCollection<MessageProgress> Of(IEnumerable<MessageStatusChanged> statuses) => statuses
        .Where(status => status.UpstreamId is not null && MessageId.IsOurs(status.MessageId))
        .Where(status => status.Status != MessageStatus.Other)
        .GroupBy(status => (status.ChannelId, status.MessageId))
        .OrderBy(message => message.Key.MessageId, StringComparer.Ordinal) // one lock order in all replicas
        .Select(message => (message.Key, Statuses: message.ToArray(), Failure: message.FirstOrDefault(status => status.Status == MessageStatus.Failed)))
        .Select(message => new MessageProgress
        {
            MessageId = message.Key.MessageId,
            ChannelId = message.Key.ChannelId,
            UpstreamId = message.Statuses[0].UpstreamId,
            State = message.Statuses.Select(status => StateOf(status.Status)).MaxBy(MessageStates.Rank),
            SentAt = FirstOf(message.Statuses, MessageStatus.Sent),
            DeliveredAt = FirstOf(message.Statuses, MessageStatus.Delivered),
            ReadAt = FirstOf(message.Statuses, MessageStatus.Read),
            FailedAt = FirstOf(message.Statuses, MessageStatus.Failed),
            ErrorCode = message.Failure?.ErrorCode,
            ErrorDetails = History.Kept(message.Failure?.ErrorDetails, SenderDbContext.LongestDetails),
        })
        .ToArray();

    private static DateTimeOffset? FirstOf(IEnumerable<MessageStatusChanged> statuses, MessageStatus status) => statuses
        .Where(candidate => candidate.Status == status)
        .Min(candidate => (DateTimeOffset?)candidate.OccurredAt);

    private static MessageState StateOf(MessageStatus status) => status switch
    {
        MessageStatus.Sent => MessageState.Sent,
        MessageStatus.Delivered => MessageState.Delivered,
        MessageStatus.Read => MessageState.Read,
        MessageStatus.Failed => MessageState.Failed,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "not a state of a message"),
    };
}
