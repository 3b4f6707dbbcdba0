using MassTransit;
using Microsoft.EntityFrameworkCore;
using Tujenge.Contracts.Messages;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Telemetry;
using Tujenge.Sender.Persistence;

namespace Tujenge.Sender.Tracking;

/// <summary>Follows WhatsApp's statuses in the message log, a batch in one transaction.</summary>
internal sealed class MessageStatusChangedConsumer(
    IDbContextFactory<SenderDbContext> contexts,
    TimeProvider clock,
    TujengeMetrics metrics) : IConsumer<Batch<MessageStatusChanged>>
{
    public async Task Consume(ConsumeContext<Batch<MessageStatusChanged>> context)
    {
        var statuses = context.Message.Select(status => status.Message).ToArray();
        var progress = Progress.Of(statuses);
        if (History.Of(statuses, clock.GetUtcNow()) is { Count: > 0 } told)
        {
            await using var db = await contexts.CreateDbContextAsync(context.CancellationToken);
            await db.TrackAsync(progress, told, context.CancellationToken);
        }

        // Failures that the sender reports itself carry no id of WhatsApp's, and were counted where they happened.
        foreach (var failure in progress.Where(step => step.ErrorCode is not null))
        {
            metrics.MessageFailed(failure.ErrorCode!.Value);
        }
    }
}

/// <summary>Endpoint policy of <see cref="MessageStatusChangedConsumer"/>.</summary>
internal sealed class MessageStatusChangedConsumerDefinition : ConsumerDefinition<MessageStatusChangedConsumer>
{
    public MessageStatusChangedConsumerDefinition() => EndpointName = "sender-message-status-changed";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<MessageStatusChangedConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        endpointConfigurator.PrefetchCount = 200;
        endpointConfigurator.UseHousePipeline();

        // One batch at a time: two that hold the same messages in another order would lock each other out.
        consumerConfigurator.Options<BatchOptions>(batch => batch
            .SetMessageLimit(100)
            .SetTimeLimit(TimeSpan.FromMilliseconds(20))
            .SetConcurrencyLimit(1));
    }
}
