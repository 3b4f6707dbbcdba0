using MassTransit;
using Microsoft.Extensions.Options;
using Tujenge.Contracts.Callbacks;
using Tujenge.Inbound.Persistence;
using Tujenge.Inbound.Processing;
using Tujenge.Inbound.Unmatched;
using Tujenge.Infra.Messaging;

namespace Tujenge.Inbound.OnPremises;

/// <summary>
/// Splits a v1 server's callback and finds out which messages are ours; then it goes the way of all callbacks
/// (<see cref="CallbackProcessing"/>). Its own queue, because it needs the sender.
/// </summary>
internal sealed partial class OnPremisesCallbackReceivedConsumer(
    OurMessageIds ourIds,
    PostponedCallbacks postponed,
    CallbackProcessing processing,
    UnmatchedCallbacks unmatched,
    ILogger<OnPremisesCallbackReceivedConsumer> logger) : IConsumer<OnPremisesCallbackReceived>
{
    public async Task Consume(ConsumeContext<OnPremisesCallbackReceived> context)
    {
        var callback = context.Message;
        var channelId = callback.ChannelId;
        var parts = CallbackParts.OfV1(callback.Body);
        if (parts.Unreadable > 0)
        {
            Log.Unreadable(logger, callback.CallbackId, parts.Unreadable);
        }

        var problem = parts.IsEmpty && CallbackJson.ProblemOf(callback.Body) is { } whole ? whole
            : parts.Unreadable > 0 ? CallbackProblem.UnreadablePart
            : (CallbackProblem?)null;
        if (problem is { } found)
        {
            await unmatched.KeepMalformedAsync(
                callback.CallbackId, channelId, callback.ReceivedAt, callback.Body, found, context.CancellationToken);
        }

        var (known, mayBeIncomplete) = await ourIds.FindAsync(
            channelId, parts.Statuses, parts.Messages.SelectMany(message => message.Named()), context.CancellationToken);
        if (mayBeIncomplete && await postponed.TryPostponeAsync(callback, context.CancellationToken))
        {
            return;
        }

        await processing.ProcessAsync(
            context,
            new CallbackSource(callback.CallbackId, channelId, callback.ReceivedAt),
            parts,
            known,
            known.Select(pair => new KnownId(channelId, pair.Key, pair.Value)));
    }

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
