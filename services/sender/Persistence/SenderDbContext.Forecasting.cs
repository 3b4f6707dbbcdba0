using Microsoft.EntityFrameworkCore;
using Tujenge.Infra.Numbers;

namespace Tujenge.Sender.Persistence;

/// <summary>What a message would find ahead of it. Answered from the small indexes of what waits, and from the newest of a conversation.</summary>
public sealed partial class SenderDbContext
{
    /// <summary>Nobody needs to know exactly how long a very long queue is.</summary>
    private const int MostCounted = 10_000;

    /// <summary>More than the pair rate allows within its memory.</summary>
    private const int MostSent = 100;

    /// <summary>Looks at the lane of a recipient, at the channel, and at what the recipient got lately.</summary>
    public async Task<QueueAhead> LookAheadAsync(
        Guid channelId,
        string recipient,
        DateTimeOffset since,
        CancellationToken cancellationToken)
    {
        var conversation = ConversationKey.Of(recipient);
        var open = Messages.AsNoTracking().Where(message => message.IsOpen && message.ChannelId == channelId);
        var lane = await open
            .Where(message => message.Conversation == conversation)
            .Take(MostCounted)
            .GroupBy(_ => 1)
            .Select(all => new { Count = all.Count(), DueAt = all.Max(message => message.DueAt) })
            .SingleOrDefaultAsync(cancellationToken);
        var inChannel = await open.Take(MostCounted).CountAsync(cancellationToken);
        var sentAt = await Messages.AsNoTracking()
            .Where(message => message.ChannelId == channelId && message.Conversation == conversation && !message.IsOpen)
            .OrderByDescending(message => message.Sequence)
            .Take(MostSent) // Before the rest is asked, or a lane that was quiet lately would be walked to its beginning.
            .Where(message => message.AnsweredAt != null && message.SendingAt > since)
            .Select(message => message.SendingAt!.Value)
            .ToListAsync(cancellationToken);

        return new QueueAhead(lane?.Count ?? 0, lane?.DueAt, inChannel, sentAt);
    }
}

/// <summary>What is ahead of a message.</summary>
/// <param name="InLane">Messages to the same recipient.</param>
/// <param name="LaneDueAt">When the last of them is due; null when there are none.</param>
/// <param name="InChannel">Messages of the channel, those of the lane included; very many are not counted to the end.</param>
/// <param name="SentAt">When messages to the recipient were sent lately.</param>
public sealed record QueueAhead(int InLane, DateTimeOffset? LaneDueAt, int InChannel, IReadOnlyList<DateTimeOffset> SentAt);
