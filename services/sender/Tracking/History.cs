using Tujenge.Contracts.Messages;
using Tujenge.Sender.Persistence;

namespace Tujenge.Sender.Tracking;

/// <summary>Picks from a batch the statuses that are kept: whatever WhatsApp told of our messages.</summary>
internal static class History
{
    /// <summary>
    /// One entry for each event. What the sender itself reported WhatsApp did not tell: it carries no id of WhatsApp's, and the
    /// message has it. Texts are cut to what the columns take.
    /// </summary>
    /// <param name="statuses">The batch.</param>
    /// <param name="now">When it came, for statuses from inbounds of earlier releases, which do not say.</param>
    public static IReadOnlyCollection<ToldStatus> Of(IEnumerable<MessageStatusChanged> statuses, DateTimeOffset now) => statuses
        .Where(status => status.UpstreamId is not null && MessageId.IsOurs(status.MessageId))
        .DistinctBy(status => (status.MessageId, status.EventId))
        .Select(status => new ToldStatus
        {
            MessageId = status.MessageId,
            ChannelId = status.ChannelId,
            EventId = status.EventId,
            Status = Kept(status.StatusName, SenderDbContext.LongestWord) ?? status.Status.ToString().ToLowerInvariant(),
            OccurredAt = status.OccurredAt,
            ReceivedAt = status.ReceivedAt ?? now,
            GroupMember = Kept(status.GroupMember, SenderDbContext.LongestWord),
            ErrorCode = status.ErrorCode,
            ErrorTitle = Kept(status.ErrorTitle, SenderDbContext.LongestTitle),
            ErrorDetails = Kept(status.ErrorDetails, SenderDbContext.LongestDetails),
        })
        .ToArray();

    /// <summary>PostgreSQL's text holds no NUL and no half of a surrogate pair.</summary>
    public static string? Kept(string? text, int most)
    {
        var kept = text?.Replace("\0", "", StringComparison.Ordinal);
        return kept is null || kept.Length <= most ? kept : kept[..(char.IsHighSurrogate(kept[most - 1]) ? most - 1 : most)];
    }
}
