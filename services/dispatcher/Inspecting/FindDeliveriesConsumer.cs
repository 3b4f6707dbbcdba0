using MassTransit;
using Microsoft.EntityFrameworkCore;
using Tujenge.Contracts.Operations;
using Tujenge.Dispatcher.Persistence;
using Tujenge.Infra.Messaging;

namespace Tujenge.Dispatcher.Inspecting;

/// <summary>Tells operators, through edge, what the deliveries' log has.</summary>
internal sealed class FindDeliveriesConsumer(IDbContextFactory<DispatcherDbContext> contexts) : IConsumer<FindDeliveries>
{
    public async Task Consume(ConsumeContext<FindDeliveries> context)
    {
        await using var db = await contexts.CreateDbContextAsync(context.CancellationToken);
        await context.RespondAsync(await db.FindAsync(context.Message, context.CancellationToken));
    }
}

/// <summary>Endpoint of <see cref="FindDeliveriesConsumer"/>.</summary>
internal sealed class FindDeliveriesConsumerDefinition : ConsumerDefinition<FindDeliveriesConsumer>
{
    public FindDeliveriesConsumerDefinition() => EndpointName = "dispatcher-find-deliveries";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<FindDeliveriesConsumer> consumerConfigurator,
        IRegistrationContext context) => endpointConfigurator.UseRequestPipeline();
}
