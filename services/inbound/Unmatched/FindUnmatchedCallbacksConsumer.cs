using MassTransit;
using Microsoft.EntityFrameworkCore;
using Tujenge.Contracts.Operations;
using Tujenge.Inbound.Persistence;
using Tujenge.Infra.Messaging;

namespace Tujenge.Inbound.Unmatched;

/// <summary>Tells operators, through edge, which callbacks nobody got.</summary>
internal sealed class FindUnmatchedCallbacksConsumer(IDbContextFactory<InboundDbContext> contexts) : IConsumer<FindUnmatchedCallbacks>
{
    public async Task Consume(ConsumeContext<FindUnmatchedCallbacks> context)
    {
        await using var db = await contexts.CreateDbContextAsync(context.CancellationToken);
        await context.RespondAsync(await db.FindAsync(context.Message, context.CancellationToken));
    }
}

/// <summary>Endpoint of <see cref="FindUnmatchedCallbacksConsumer"/>.</summary>
internal sealed class FindUnmatchedCallbacksConsumerDefinition : ConsumerDefinition<FindUnmatchedCallbacksConsumer>
{
    public FindUnmatchedCallbacksConsumerDefinition() => EndpointName = "inbound-find-unmatched-callbacks";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<FindUnmatchedCallbacksConsumer> consumerConfigurator,
        IRegistrationContext context) => endpointConfigurator.UseRequestPipeline();
}
