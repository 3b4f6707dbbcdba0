using MassTransit;
using Microsoft.EntityFrameworkCore;
using Tujenge.Contracts.Messages;
using Tujenge.Inbound.Persistence;

namespace Tujenge.Inbound.OnPremises;

/// <summary>
/// Which of a v1 server's ids are messages of ours: what was learned before, then what the sender says. A status may overtake
/// the answer to its send; while a call to the recipient is under way, that answer is waited for.
/// </summary>
internal sealed class OurMessageIds(IDbContextFactory<InboundDbContext> contexts, IBus bus)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>A call takes two minutes at the most (<c>Sender:CallTimeout</c>); after that its answer is lost.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(3);

    /// <param name="channelId">The channel.</param>
    /// <param name="statuses">Their ids, with the recipients, are asked for.</param>
    /// <param name="named">Ids that messages name, of sends that have long been answered.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    /// <returns>Our ids by the server's; ids of messages that did not come through us are absent.</returns>
    /// <exception cref="TimeoutException">The sender does not answer; it comes back.</exception>
    public async Task<IReadOnlyDictionary<string, string>> FindAsync(
        Guid channelId,
        IReadOnlyCollection<V1Part> statuses,
        IEnumerable<string> named,
        CancellationToken cancellationToken)
    {
        var wanted = statuses.Select(status => status.Id).Concat(named)
            .Where(id => !id.Contains('\0', StringComparison.Ordinal)) // PostgreSQL would refuse the question
            .ToHashSet();
        var found = wanted.Count == 0 ? [] : await FindLearnedAsync(channelId, wanted, cancellationToken);
        wanted.ExceptWith(found.Keys);

        for (var begun = TimeProvider.System.GetTimestamp(); wanted.Count > 0;)
        {
            var recipients = statuses.Where(status => wanted.Contains(status.Id)).Select(status => status.Customer).OfType<string>().ToHashSet();
            var answer = await AskAsync(channelId, wanted, recipients, cancellationToken);
            foreach (var (upstreamId, messageId) in answer.MessageIds)
            {
                found[upstreamId] = messageId;
            }

            wanted.ExceptWith(answer.MessageIds.Keys);
            if (wanted.Count == 0 || !answer.OnTheirWay.Any(recipients.Contains) || TimeProvider.System.GetElapsedTime(begun) > LongestCall)
            {
                break;
            }

            await Task.Delay(Pause, cancellationToken);
        }

        return found;
    }

    private async Task<Dictionary<string, string>> FindLearnedAsync(
        Guid channelId,
        IReadOnlyCollection<string> ids,
        CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.MessageIds.AsNoTracking()
            .Where(message => message.ChannelId == channelId && ids.Contains(message.UpstreamId))
            .ToDictionaryAsync(message => message.UpstreamId, message => message.MessageId, cancellationToken);
    }

    private async Task<MessageIdsFound> AskAsync(
        Guid channelId,
        IEnumerable<string> ids,
        IEnumerable<string> recipients,
        CancellationToken cancellationToken)
    {
        try
        {
            // Waits twice for the same moment, because finding the way while the broker is away heeds no timeout.
            var response = await bus.CreateRequestClient<FindMessageIds>(RequestTimeout.After(ms: (int)Patience.TotalMilliseconds))
                .GetResponse<MessageIdsFound>(
                    new FindMessageIds { ChannelId = channelId, UpstreamIds = [.. ids], Recipients = [.. recipients] },
                    cancellationToken)
                .WaitAsync(Patience, cancellationToken);
            return response.Message;
        }
        catch (RequestException fault)
        {
            throw new TimeoutException("The sender does not say which messages are ours.", fault);
        }
    }
}
