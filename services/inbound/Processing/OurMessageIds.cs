using Tujenge.Contracts.Messages;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Persistence;

namespace Tujenge.Inbound.Processing;

/// <summary>
/// Which of an upstream's ids are messages of ours: what was learned before, then what the sender says. A v1 server gives nothing back
/// that was sent along; the Cloud API does, but need not with every status.
/// </summary>
internal sealed class OurMessageIds(LearnedMessageIds learned, ServiceRequests requests)
{
    /// <param name="channelId">The channel.</param>
    /// <param name="statuses">The ids of those that do not bring ours along, with their recipients, are asked for.</param>
    /// <param name="messages">The ids that they name, with their senders, are asked for.</param>
    /// <param name="told">Ids that the callback itself tells: nobody is asked for these.</param>
    /// <param name="cancellationToken">Stops the asking.</param>
    public async Task<OurIds> FindAsync(
        Guid channelId,
        IReadOnlyCollection<CallbackPart> statuses,
        IReadOnlyCollection<CallbackPart> messages,
        IReadOnlyDictionary<string, string> told,
        CancellationToken cancellationToken)
    {
        var wanted = statuses.Select(status => status.Id).Concat(messages.SelectMany(message => message.Named()))
            .Where(id => !id.Contains('\0', StringComparison.Ordinal)) // PostgreSQL would refuse the question
            .Where(id => !told.ContainsKey(id))
            .ToHashSet();
        var found = await learned.FindAsync(channelId, wanted, cancellationToken);
        wanted.ExceptWith(found.Keys);
        if (wanted.Count == 0)
        {
            return new OurIds(found, MissingIds.None);
        }

        // A message to a group has the group for its recipient, its statuses have the members too. Whoever quotes a message or reacts to
        // it got it. A status that names nobody may be of any message.
        var recipients = statuses
            .Where(status => wanted.Contains(status.Id))
            .SelectMany(status => status.Recipients())
            .Concat(messages.Where(message => message.Named().Any(wanted.Contains)).SelectMany(message => message.Recipients()))
            .ToHashSet();
        MessageIdsFound answer;
        try
        {
            answer = await requests.AskAsync<FindMessageIds, MessageIdsFound>(
                new FindMessageIds { ChannelId = channelId, UpstreamIds = [.. wanted], Recipients = [.. recipients] },
                cancellationToken);
        }
        catch (Exception fault) when (TransientFaults.IsTransient(fault))
        {
            return new OurIds(found, MissingIds.SenderIsAway);
        }

        foreach (var (upstreamId, messageId) in answer.MessageIds)
        {
            found[upstreamId] = messageId;
        }

        wanted.ExceptWith(answer.MessageIds.Keys);
        return new OurIds(found, wanted.Count > 0 && answer.OnTheirWay.Any(recipients.Contains) ? MissingIds.MayBeOnTheirWay : MissingIds.None);
    }
}

/// <summary>What is known of a callback's ids.</summary>
/// <param name="Known">Our ids by the upstream's; ids of messages that did not come through us are absent.</param>
/// <param name="Missing">Whether there may be more of them.</param>
internal sealed record OurIds(IReadOnlyDictionary<string, string> Known, MissingIds Missing);

/// <summary>Why an id may be ours and is not known yet.</summary>
internal enum MissingIds
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>A status may overtake the answer to its send: a call to its recipient is under way.</summary>
    MayBeOnTheirWay,

    /// <summary>Only the sender could tell.</summary>
    SenderIsAway,
}
