using Tujenge.Contracts.Messages;
using Tujenge.Contracts.Operations.Entries;
using Tujenge.Contracts.V1;

namespace Tujenge.Edge.Messages.Inspecting;

/// <summary>Puts an entry of the sender's log into v1's words.</summary>
internal static class MessageLog
{
    public static V1LoggedMessage Of(MessageEntry entry) => new()
    {
        Id = entry.MessageId,
        UpstreamId = entry.UpstreamId,
        RecipientId = entry.Recipient,
        Type = entry.Type,
        Status = WordOf(entry.State),
        Timestamp = V1Timestamps.Format(entry.AcceptedAt),
        DueTimestamp = entry.DueAt is { } due ? V1Timestamps.Format(due) : null,
        Attempts = entry.Attempts,
        Statuses =
        [
            .. Reached(MessageState.Accepted, entry.AcceptedAt),
            .. Reached(MessageState.Sending, entry.SendingAt),
            .. Reached(MessageState.Sent, entry.SentAt),
            .. Reached(MessageState.Delivered, entry.DeliveredAt),
            .. Reached(MessageState.Read, entry.ReadAt),
            .. Reached(MessageState.Failed, entry.FailedAt),
        ],
        Errors = entry.ErrorCode is { } code ? [V1Errors.Of(code, entry.ErrorDetails)] : null,
        Warnings = entry.Warnings,
    };

    private static IEnumerable<V1ReachedStatus> Reached(MessageState state, DateTimeOffset? at)
    {
        if (at is { } moment)
        {
            yield return new V1ReachedStatus(WordOf(state), V1Timestamps.Format(moment));
        }
    }

    private static string WordOf(MessageState state) => state switch
    {
        MessageState.Accepted => "accepted",
        MessageState.Sending => "sending",
        MessageState.Sent => "sent",
        MessageState.Delivered => "delivered",
        MessageState.Read => "read",
        MessageState.Failed => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "not a state of a message"),
    };
}
