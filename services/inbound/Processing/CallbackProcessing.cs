using System.Text.Json.Nodes;
using MassTransit;
using Tujenge.Inbound.Persistence;
using Tujenge.Infra.Numbers;
using Tujenge.Infra.Windows;

namespace Tujenge.Inbound.Processing;

/// <summary>
/// What becomes of a callback's parts, whichever upstream they came from: what they say is noted, what was seen before is dropped,
/// the events are published. In that order, and each step may be repeated: a crash between any two is answered by the broker's
/// next delivery, which finds its own rows.
/// </summary>
internal sealed class CallbackProcessing(CallbackLog log, CallbackEvents events, WaIdNews waIds)
{
    /// <param name="context">The broker's delivery.</param>
    /// <param name="source">The callback.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="ourIds">Our ids of the messages that the parts speak of, by the upstream's; others are not ours.</param>
    /// <param name="learned">Those of them that are to be remembered.</param>
    public async Task ProcessAsync(
        ConsumeContext context,
        CallbackSource source,
        CallbackParts parts,
        IReadOnlyDictionary<string, string> ourIds,
        IEnumerable<KnownId> learned)
    {
        var channelId = source.ChannelId;
        var messages = parts.Messages.DistinctBy(message => message.Id)
            .ToDictionary(message => SeenKey.OfMessage(channelId, message.Id));
        var statuses = parts.Statuses.DistinctBy(KeyOf).ToDictionary(KeyOf);

        // Windows are among what is written, before anything is published: a reply to what a webhook is told must find
        // its window open.
        var entry = new CallbackEntry
        {
            CallbackId = source.CallbackId,
            Keys = [.. messages.Keys, .. statuses.Keys],
            Known = [.. learned],
            Written = [.. WrittenIn(source, messages.Values), .. RefusedIn(source, statuses.Values)],
        };
        await log.WriteAsync(entry);

        var newMessages = messages.Where(message => entry.First.Contains(message.Key)).Select(message => message.Value).ToArray();
        var newStatuses = statuses.Where(status => entry.First.Contains(status.Key)).Select(status => status.Value).ToArray();
        var isAttached = Attach(parts.Rest, newMessages) || Attach(parts.Rest, newStatuses);
        var isAlone = parts.Rest is not null && messages.Count + statuses.Count == 0;
        await events.PublishAsync(
            context,
            newStatuses.Select(status => EventFactory.FromStatus(
                channelId, status, ourIds.GetValueOrDefault(status.Id, status.Id), source.ReceivedAt)),
            newMessages.Select(message => EventFactory.FromMessage(
                channelId, message, source.ReceivedAt, id => ourIds.GetValueOrDefault(id, id))),
            parts.Errors.Count > 0 || isAlone
                ? EventFactory.FromErrors(channelId, parts.Errors, isAttached ? null : parts.Rest, source.CallbackId, source.ReceivedAt)
                : null);
        await CallbackEvents.PublishMediaAsync(context, channelId, newMessages);
        foreach (var customer in newMessages.Where(message => !message.IsSystem).Select(message => message.Customer).OfType<string>())
        {
            waIds.Tell(channelId, customer, customer);
        }

        SeenKey KeyOf(CallbackPart status) => SeenKey.OfStatus(channelId, status.Id, status.Status!, status.Member);
    }

    /// <summary>What stands beside the events of a callback is told once, with the first of them that is new.</summary>
    /// <returns>Whether there is one.</returns>
    private static bool Attach(JsonObject? rest, CallbackPart[] parts)
    {
        if (parts.Length > 0)
        {
            parts[0] = parts[0] with { Beside = rest };
        }

        return parts.Length > 0;
    }

    /// <summary>Groups have no windows. Nobody has written later than now, whatever his clock says.</summary>
    private static IEnumerable<CustomerMessage> WrittenIn(CallbackSource source, IEnumerable<CallbackPart> messages) => messages
        .Where(message => message is { IsSystem: false, GroupId: null, Customer.Length: > 0 })
        .Select(message => new CustomerMessage(source.ChannelId, message.Customer!, message.OccurredAt < source.ReceivedAt ? message.OccurredAt.Value : source.ReceivedAt));

    /// <summary>
    /// Customers of whom WhatsApp says by a failure that there is no window (470): nothing more is sent to them without one (limits,
    /// section 4), unless they were seen writing. That moves no window back, so it may come late and again.
    /// </summary>
    private static IEnumerable<CustomerMessage> RefusedIn(CallbackSource source, IEnumerable<CallbackPart> statuses) => statuses
        .Where(status => status is { Status: "failed", GroupId: null, Customer.Length: > 0 } && SaysNoWindow(status.Document))
        .Select(status => new CustomerMessage(source.ChannelId, status.Customer!.TrimStart('+'), DateTimeOffset.UnixEpoch));

    private static bool SaysNoWindow(JsonObject status) =>
        status["errors"] is JsonArray errors && errors.Any(error => CallbackPart.Text(error as JsonObject, "code") == "470");
}

/// <summary>Where parts come from.</summary>
/// <param name="CallbackId">The callback; a repeated delivery by the broker has the same.</param>
/// <param name="ChannelId">The channel they are about.</param>
/// <param name="ReceivedAt">When the callback was acknowledged.</param>
internal sealed record CallbackSource(Guid CallbackId, Guid ChannelId, DateTimeOffset ReceivedAt);
