using System.Collections.ObjectModel;
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
internal sealed class OnPremisesCallbackReceivedConsumer(
    OurMessageIds ourIds,
    PostponedCallbacks postponed,
    CallbackProcessing processing,
    UnmatchedCallbacks unmatched) : IConsumer<OnPremisesCallbackReceived>
{
    public async Task Consume(ConsumeContext<OnPremisesCallbackReceived> context)
    {
        var callback = context.Message;
        var channelId = callback.ChannelId;
        var parts = CallbackParts.OfV1(callback.Body);
        if (parts.IsEmpty && CallbackJson.ProblemOf(callback.Body) is { } problem)
        {
            await unmatched.KeepMalformedAsync(
                callback.CallbackId, channelId, callback.ReceivedAt, callback.Body, problem, context.CancellationToken);
        }
        else if (parts.Unreadable.Count > 0)
        {
            await unmatched.KeepUnreadableAsync(
                callback.CallbackId, callback.ReceivedAt, [.. parts.Unreadable.Select(text => ((Guid?)channelId, text))], context.CancellationToken);
        }

        var (known, missing) = await ourIds.FindAsync(
            channelId, parts.Statuses, parts.Messages, told: ReadOnlyDictionary<string, string>.Empty, context.CancellationToken);
        if (missing != MissingIds.None && await postponed.TryPostponeAsync(Postponed(callback), missing, context.CancellationToken))
        {
            await CallbackEvents.PublishMediaAsync(context, channelId, parts.Messages); // Nobody else may have it meanwhile.
            return;
        }

        await processing.ProcessAsync(
            context,
            new CallbackSource(callback.CallbackId, channelId, callback.ReceivedAt),
            parts,
            known,
            known.Select(pair => new KnownId(channelId, pair.Key, pair.Value)));
    }

    private static PostponedCallback Postponed(OnPremisesCallbackReceived callback) => new()
    {
        CallbackId = callback.CallbackId,
        ChannelId = callback.ChannelId,
        ReceivedAt = callback.ReceivedAt,
        Body = callback.Body,
    };
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
