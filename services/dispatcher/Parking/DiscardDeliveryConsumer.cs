using MassTransit;
using Microsoft.EntityFrameworkCore;
using Tujenge.Contracts.Operations;
using Tujenge.Dispatcher.Persistence;
using Tujenge.Infra.Messaging;

namespace Tujenge.Dispatcher.Parking;

/// <summary>Gives a parked delivery up.</summary>
internal sealed partial class DiscardDeliveryConsumer(
    IDbContextFactory<DispatcherDbContext> contexts,
    TimeProvider clock,
    ILogger<DiscardDeliveryConsumer> logger) : IConsumer<DiscardDelivery>
{
    public async Task Consume(ConsumeContext<DiscardDelivery> context)
    {
        var (eventId, reason) = (context.Message.EventId, context.Message.Reason);
        await using var db = await contexts.CreateDbContextAsync(context.CancellationToken);
        var discarded = await db.DiscardAsync(eventId, reason, clock.GetUtcNow(), context.CancellationToken);
        if (discarded)
        {
            Log.Discarded(logger, eventId); // The reason is a person's text: it stays in the database.
        }

        await context.RespondAsync(new DeliveryDiscarded
        {
            Discarded = discarded,
            State = await db.StateOfAsync(eventId, context.CancellationToken),
        });
    }

    private static partial class Log
    {
        [LoggerMessage(4011, LogLevel.Information, "The delivery of event {EventId} was discarded")]
        public static partial void Discarded(ILogger logger, Guid eventId);
    }
}

/// <summary>Endpoint of <see cref="DiscardDeliveryConsumer"/>.</summary>
internal sealed class DiscardDeliveryConsumerDefinition : ConsumerDefinition<DiscardDeliveryConsumer>
{
    public DiscardDeliveryConsumerDefinition() => EndpointName = "dispatcher-discard-delivery";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<DiscardDeliveryConsumer> consumerConfigurator,
        IRegistrationContext context) => endpointConfigurator.UseRequestPipeline();
}
