using MassTransit;
using Microsoft.EntityFrameworkCore;
using Tujenge.Contracts.Operations;
using Tujenge.Infra.Messaging;
using Tujenge.Sender.Persistence;

namespace Tujenge.Sender.Inspecting;

/// <summary>Tells operators and clients, through edge, what the message log has.</summary>
internal sealed class FindMessagesConsumer(IDbContextFactory<SenderDbContext> contexts) : IConsumer<FindMessages>
{
    public async Task Consume(ConsumeContext<FindMessages> context)
    {
        await using var db = await contexts.CreateDbContextAsync(context.CancellationToken);
        await context.RespondAsync(await db.FindAsync(context.Message, context.CancellationToken));
    }
}

/// <summary>Endpoint of <see cref="FindMessagesConsumer"/>.</summary>
internal sealed class FindMessagesConsumerDefinition : ConsumerDefinition<FindMessagesConsumer>
{
    public FindMessagesConsumerDefinition() => EndpointName = "sender-find-messages";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<FindMessagesConsumer> consumerConfigurator,
        IRegistrationContext context) => endpointConfigurator.UseRequestPipeline();
}
