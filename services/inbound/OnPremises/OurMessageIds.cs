using Tujenge.Contracts.Messages;
using Tujenge.Inbound.Processing;
using Tujenge.Infra.Messaging;

namespace Tujenge.Inbound.OnPremises;

/// <summary>Which of a v1 server's ids are messages of ours: what was learned before, then what the sender says.</summary>
internal sealed class OurMessageIds(LearnedMessageIds learned, ServiceRequests requests)
{
    /// <param name="channelId">The channel.</param>
    /// <param name="statuses">Their ids, with the recipients, are asked for.</param>
    /// <param name="named">Ids that messages name, of sends that have long been answered.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    /// <exception cref="TimeoutException">The sender does not answer; it comes back.</exception>
    public async Task<OurIds> FindAsync(
        Guid channelId,
        IReadOnlyCollection<CallbackPart> statuses,
        IEnumerable<string> named,
        CancellationToken cancellationToken)
    {
        var wanted = statuses.Select(status => status.Id).Concat(named)
            .Where(id => !id.Contains('\0', StringComparison.Ordinal)) // PostgreSQL would refuse the question
            .ToHashSet();
        var found = await learned.FindAsync(channelId, wanted, cancellationToken);
        wanted.ExceptWith(found.Keys);
        if (wanted.Count == 0)
        {
            return new OurIds(found, MayBeIncomplete: false);
        }

        // A message to a group has the group for its recipient, its statuses have the members too.
        var recipients = statuses
            .Where(status => wanted.Contains(status.Id))
            .SelectMany(status => new[] { status.Customer, status.GroupId })
            .OfType<string>()
            .ToHashSet();
        var answer = await requests.AskAsync<FindMessageIds, MessageIdsFound>(
            new FindMessageIds { ChannelId = channelId, UpstreamIds = [.. wanted], Recipients = [.. recipients] },
            cancellationToken);
        foreach (var (upstreamId, messageId) in answer.MessageIds)
        {
            found[upstreamId] = messageId;
        }

        wanted.ExceptWith(answer.MessageIds.Keys);
        return new OurIds(found, wanted.Count > 0 && answer.OnTheirWay.Any(recipients.Contains));
    }
}

/// <summary>What is known of a callback's ids.</summary>
/// <param name="Known">Our ids by the server's; ids of messages that did not come through us are absent.</param>
/// <param name="MayBeIncomplete">
/// A status may overtake the answer to its send: true while a call to its recipient is under way, so that the id may be ours.
/// </param>
internal sealed record OurIds(IReadOnlyDictionary<string, string> Known, bool MayBeIncomplete);
