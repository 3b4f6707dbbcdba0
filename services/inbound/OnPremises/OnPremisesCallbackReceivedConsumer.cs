using System.Text.Json.Nodes;
using MassTransit;
using Microsoft.Extensions.Options;
using Tujenge.Contracts.Callbacks;
using Tujenge.Inbound.Persistence;
using Tujenge.Inbound.Processing;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Windows;

namespace Tujenge.Inbound.OnPremises;

/// <summary>
/// Splits a v1 server's callback, finds out which messages are ours, notes what it says, drops what was seen before, publishes
/// the events: the steps of <see cref="CallbackReceivedConsumer"/>, and as repeatable. Its own queue, because it needs the sender.
/// </summary>
internal sealed partial class OnPremisesCallbackReceivedConsumer(
    CallbackLog log,
    OurMessageIds ourIds,
    PostponedCallbacks postponed,
    CallbackEvents events,
    ILogger<OnPremisesCallbackReceivedConsumer> logger) : IConsumer<OnPremisesCallbackReceived>
{
    public async Task Consume(ConsumeContext<OnPremisesCallbackReceived> context)
    {
        var callback = context.Message;
        var channelId = callback.ChannelId;
        var parts = V1CallbackParts.Split(callback.Body);
        if (parts.Unreadable > 0)
        {
            Log.Unreadable(logger, callback.CallbackId, parts.Unreadable);
        }

        var messages = parts.Messages.DistinctBy(message => message.Id)
            .ToDictionary(message => SeenKey.OfMessage(channelId, message.Id));
        var statuses = parts.Statuses.DistinctBy(KeyOf).ToDictionary(KeyOf);
        var (known, mayBeIncomplete) = await ourIds.FindAsync(
            channelId, statuses.Values, messages.Values.SelectMany(message => message.Named()), context.CancellationToken);
        if (mayBeIncomplete && await postponed.TryPostponeAsync(callback, context.CancellationToken))
        {
            return;
        }

        // Windows are among what is written, before anything is published: a reply to what a webhook is told must find
        // its window open.
        var entry = new CallbackEntry
        {
            CallbackId = callback.CallbackId,
            Keys = [.. messages.Keys, .. statuses.Keys],
            Known = [.. known.Select(pair => new KnownId(channelId, pair.Key, pair.Value))],
            Written = [.. WrittenIn(channelId, messages.Values, callback.ReceivedAt)],
        };
        await log.WriteAsync(entry);
        await events.PublishAsync(
            context,
            statuses.Where(status => entry.First.Contains(status.Key)).Select(status => V1Events.FromStatus(
                channelId, status.Value, known.GetValueOrDefault(status.Value.Id, status.Value.Id), callback.ReceivedAt)),
            messages.Where(message => entry.First.Contains(message.Key)).Select(message => V1Events.FromMessage(
                channelId,
                message.Value,
                SenderOf(message.Value, parts.Contacts),
                callback.ReceivedAt,
                id => known.GetValueOrDefault(id, id))),
            parts.Errors.Count == 0 ? null : V1Events.FromErrors(channelId, parts.Errors, callback.CallbackId, callback.ReceivedAt));

        SeenKey KeyOf(V1Part status) => SeenKey.OfStatus(
            channelId, status.Id, status.Status!, status.GroupId is null ? null : status.Customer ?? "");
    }

    private static IEnumerable<CustomerMessage> WrittenIn(Guid channelId, IEnumerable<V1Part> messages, DateTimeOffset receivedAt) => messages
        .Where(message => message is { IsSystem: false, GroupId: null, Customer.Length: > 0 })
        .Select(message => new CustomerMessage(channelId, message.Customer!, message.OccurredAt ?? receivedAt));

    private static JsonObject? SenderOf(V1Part message, IReadOnlyList<JsonObject> contacts) =>
        contacts.FirstOrDefault(contact => message.Customer is not null && V1Part.Text(contact, "wa_id") == message.Customer)
        ?? (contacts.Count == 1 ? contacts[0] : null);

    private static partial class Log
    {
        [LoggerMessage(3031, LogLevel.Warning, "Callback {CallbackId} has {Count} parts that cannot be read")]
        public static partial void Unreadable(ILogger logger, Guid callbackId, int count);
    }
}

/// <summary>Endpoint policy of <see cref="OnPremisesCallbackReceivedConsumer"/>.</summary>
internal sealed class OnPremisesCallbackReceivedConsumerDefinition : ConsumerDefinition<OnPremisesCallbackReceivedConsumer>
{
    public OnPremisesCallbackReceivedConsumerDefinition(IOptions<InboundOptions> options)
    {
        EndpointName = "inbound-on-premises-callback-received";
        ConcurrentMessageLimit = options.Value.Concurrency;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<OnPremisesCallbackReceivedConsumer> consumerConfigurator,
        IRegistrationContext context) => endpointConfigurator.UseHousePipeline();
}
