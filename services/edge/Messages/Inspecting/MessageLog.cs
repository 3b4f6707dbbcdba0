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
            .. Told(entry).OrderBy(status => status.At.ToUnixTimeSeconds()).Select(status => status.Shown),
        ],
        Errors = ErrorsOf(entry),
        Warnings = entry.Warnings,
    };

    /// <summary>The error that came with a status; 0 is v1's code for one without a code.</summary>
    public static V1ErrorEntry? ErrorOf(StatusEntry status)
    {
        var code = status.ErrorCode ?? 0;
        return status is { ErrorCode: null, ErrorTitle: null, ErrorDetails: null }
            ? null
            : new V1ErrorEntry(code, status.ErrorTitle ?? V1Errors.TitleOf(code), status.ErrorDetails);
    }

    /// <summary>
    /// What WhatsApp told, and what the log has reached besides: failures of the gateway's own, and all that was told to a release
    /// that kept no history.
    /// </summary>
    private static IEnumerable<(DateTimeOffset At, V1ReachedStatus Shown)> Told(MessageEntry entry)
    {
        var told = entry.Statuses ?? [];
        return
        [
            .. Besides(MessageState.Sent, entry.SentAt),
            .. Besides(MessageState.Delivered, entry.DeliveredAt),
            .. Besides(MessageState.Read, entry.ReadAt),
            .. told.Select(status => (status.OccurredAt, Of(status))),
            .. Besides(MessageState.Failed, entry.FailedAt)
                .Select(failure => (failure.At, failure.Shown with { Errors = ErrorsOf(entry) })),
        ];

        IEnumerable<(DateTimeOffset At, V1ReachedStatus Shown)> Besides(MessageState state, DateTimeOffset? at) =>
            told.Any(status => StateOf(status.Status) == state) ? [] : Reached(state, at).Select(shown => (at!.Value, shown));
    }

    private static V1ReachedStatus Of(StatusEntry status) => new(
        status.Status,
        V1Timestamps.Format(status.OccurredAt),
        V1Timestamps.Format(status.ReceivedAt),
        status.GroupMember,
        ErrorOf(status) is { } error ? [error] : null);

    private static V1ErrorEntry[]? ErrorsOf(MessageEntry entry) =>
        entry.ErrorCode is { } code ? [V1Errors.Of(code, entry.ErrorDetails)] : null;

    private static IEnumerable<V1ReachedStatus> Reached(MessageState state, DateTimeOffset? at)
    {
        if (at is { } moment)
        {
            yield return new V1ReachedStatus(WordOf(state), V1Timestamps.Format(moment));
        }
    }

    /// <summary>The state that a status brings; null for one that brings none.</summary>
    private static MessageState? StateOf(string status) => status switch
    {
        "sent" => MessageState.Sent,
        "delivered" => MessageState.Delivered,
        "read" or "played" => MessageState.Read,
        "failed" => MessageState.Failed,
        _ => null,
    };

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
