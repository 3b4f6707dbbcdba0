using MassTransit;
using Microsoft.EntityFrameworkCore;
using Tujenge.Contracts.Messages;
using Tujenge.Edge.Persistence;
using Tujenge.Infra.Messaging;

namespace Tujenge.Edge.Contacts.Learning;

/// <summary>Notes how WhatsApp writes numbers, many in one statement.</summary>
internal sealed class WaIdLearnedConsumer(IDbContextFactory<EdgeDbContext> contexts, TimeProvider clock) : IConsumer<Batch<WaIdLearned>>
{
    public async Task Consume(ConsumeContext<Batch<WaIdLearned>> context)
    {
        var learned = context.Message
            .Select(message => message.Message)
            .Where(one => one is { Number.Length: <= LearnedWaId.LongestNumber, WaId.Length: <= LearnedWaId.LongestNumber });
        await using var db = await contexts.CreateDbContextAsync(context.CancellationToken);
        await db.LearnAsync(learned, clock.GetUtcNow(), context.CancellationToken);
    }
}

/// <summary>Endpoint policy of <see cref="WaIdLearnedConsumer"/>.</summary>
internal sealed class WaIdLearnedConsumerDefinition : ConsumerDefinition<WaIdLearnedConsumer>
{
    public WaIdLearnedConsumerDefinition() => EndpointName = "edge-wa-id-learned";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<WaIdLearnedConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        endpointConfigurator.PrefetchCount = 200;
        endpointConfigurator.UseHousePipeline();

        // Nobody waits for it. One batch at a time, so that the later word about a number is written later.
        consumerConfigurator.Options<BatchOptions>(batch => batch
            .SetMessageLimit(100)
            .SetTimeLimit(TimeSpan.FromMilliseconds(100))
            .SetConcurrencyLimit(1));
    }
}
