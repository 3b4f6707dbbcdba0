using MassTransit;
using Microsoft.EntityFrameworkCore;
using Tujenge.Contracts.Directory;
using Tujenge.Dispatcher.Delivering;
using Tujenge.Dispatcher.Persistence;
using Tujenge.Infra.Messaging;

namespace Tujenge.Dispatcher.Intake;

/// <summary>A new or mended webhook gets what waited for it at once, not at the next retry.</summary>
internal sealed class ChannelChangedConsumer(
    IDbContextFactory<DispatcherDbContext> contexts,
    DeliveryWake wake,
    TimeProvider clock) : IConsumer<ChannelChanged>
{
    public async Task Consume(ConsumeContext<ChannelChanged> context)
    {
        await using var db = await contexts.CreateDbContextAsync(context.CancellationToken);
        await db.BringForwardAsync(context.Message.ChannelId, clock.GetUtcNow(), context.CancellationToken);
        wake.Signal.Wake();
    }
}

/// <summary>Endpoint of <see cref="ChannelChangedConsumer"/>.</summary>
internal sealed class ChannelChangedConsumerDefinition : ConsumerDefinition<ChannelChangedConsumer>
{
    public ChannelChangedConsumerDefinition() => EndpointName = "dispatcher-channel-changed";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<ChannelChangedConsumer> consumerConfigurator,
        IRegistrationContext context) => endpointConfigurator.UseHousePipeline();
}
