using System.Text.Json.Nodes;
using MassTransit;
using Microsoft.Extensions.Options;
using Tujenge.Contracts.Callbacks;
using Tujenge.Contracts.Messages;
using Tujenge.Inbound.Persistence;
using Tujenge.Inbound.Processing;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Telemetry;
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
    TujengeMetrics metrics,
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
        foreach (var duplicate in entry.Keys.Where(key => !entry.First.Contains(key)))
        {
            metrics.Duplicate(duplicate.IsStatus ? "status" : "message");
        }

        foreach (var (_, status) in statuses.Where(status => entry.First.Contains(status.Key)))
        {
            var messageId = known.GetValueOrDefault(status.Id, status.Id);

            // The send and its statuses are traces of their own: the id links them.
            using var activity = TujengeMetrics.Activities.StartActivity("status");
            activity?.SetTag("tujenge.message_id", messageId);
            var changed = V1Events.FromStatus(channelId, status, messageId, callback.ReceivedAt);
            await context.Publish(changed, publish => publish.MessageId = changed.EventId, context.CancellationToken);
            Log.Status(logger, changed.MessageId, channelId, changed.Status);
        }

        foreach (var (_, message) in messages.Where(message => entry.First.Contains(message.Key)))
        {
            var received = V1Events.FromMessage(
                channelId, message, SenderOf(message, parts.Contacts), callback.ReceivedAt, id => known.GetValueOrDefault(id, id));
            await context.Publish(received, publish => publish.MessageId = received.EventId, context.CancellationToken);
            Log.Message(logger, received.EventId, channelId);
        }

        if (parts.Errors.Count > 0)
        {
            var errors = V1Events.FromErrors(channelId, parts.Errors, callback.CallbackId, callback.ReceivedAt);
            await context.Publish(errors, publish => publish.MessageId = errors.EventId, context.CancellationToken);
        }

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

        [LoggerMessage(3032, LogLevel.Information, "Message {MessageId} of channel {ChannelId}: WhatsApp says {Status}")]
        public static partial void Status(ILogger logger, string messageId, Guid channelId, MessageStatus status);

        [LoggerMessage(3033, LogLevel.Information, "Event {EventId} of channel {ChannelId}: a customer wrote")]
        public static partial void Message(ILogger logger, Guid eventId, Guid channelId);
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
