using MassTransit;
using Microsoft.EntityFrameworkCore;
using Tujenge.Contracts.Operations;
using Tujenge.Dispatcher.Delivering;
using Tujenge.Dispatcher.Persistence;
using Tujenge.Infra.Messaging;

namespace Tujenge.Dispatcher.Parking;

/// <summary>Puts parked deliveries back to work.</summary>
internal sealed partial class ReplayDeliveriesConsumer(
    IDbContextFactory<DispatcherDbContext> contexts,
    DeliveryWake wake,
    TimeProvider clock,
    ILogger<ReplayDeliveriesConsumer> logger) : IConsumer<ReplayDeliveries>
{
    public async Task Consume(ConsumeContext<ReplayDeliveries> context)
    {
        var (eventId, channelId) = (context.Message.EventId, context.Message.ChannelId);
        await using var db = await contexts.CreateDbContextAsync(context.CancellationToken);
        var replayed = await db.ReplayAsync(eventId, channelId, clock.GetUtcNow(), context.CancellationToken);
        if (replayed > 0)
        {
            wake.Signal.Wake();
            Log.Replayed(logger, replayed, eventId, channelId);
        }

        await context.RespondAsync(new DeliveriesReplayed
        {
            Replayed = replayed,
            State = eventId is { } one ? await db.StateOfAsync(one, context.CancellationToken) : null,
        });
    }

    private static partial class Log
    {
        [LoggerMessage(4010, LogLevel.Information, "Replayed {Count} deliveries of event {EventId}, channel {ChannelId}")]
        public static partial void Replayed(ILogger logger, int count, Guid? eventId, Guid? channelId);
    }
}

/// <summary>Endpoint of <see cref="ReplayDeliveriesConsumer"/>.</summary>
internal sealed class ReplayDeliveriesConsumerDefinition : ConsumerDefinition<ReplayDeliveriesConsumer>
{
    public ReplayDeliveriesConsumerDefinition() => EndpointName = "dispatcher-replay-deliveries";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<ReplayDeliveriesConsumer> consumerConfigurator,
        IRegistrationContext context) => endpointConfigurator.UseRequestPipeline();
}
