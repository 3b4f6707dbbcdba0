using Microsoft.EntityFrameworkCore;
using Tujenge.Inbound.Persistence;

namespace Tujenge.Inbound.Processing;

/// <summary>Our ids of messages that upstreams name by their own: those that a callback has told before.</summary>
internal sealed class LearnedMessageIds(IDbContextFactory<InboundDbContext> contexts)
{
    /// <returns>Our ids by the upstream's; what was never told is absent.</returns>
    public async Task<Dictionary<string, string>> FindAsync(
        Guid channelId,
        IEnumerable<string> upstreamIds,
        CancellationToken cancellationToken)
    {
        var wanted = upstreamIds
            .Where(id => !id.Contains('\0', StringComparison.Ordinal)) // PostgreSQL would refuse the question
            .Distinct()
            .ToArray();
        if (wanted.Length == 0)
        {
            return [];
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.MessageIds.AsNoTracking()
            .Where(message => message.ChannelId == channelId && wanted.Contains(message.UpstreamId))
            .ToDictionaryAsync(message => message.UpstreamId, message => message.MessageId, cancellationToken);
    }
}
