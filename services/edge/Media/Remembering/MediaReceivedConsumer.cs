using MassTransit;
using Microsoft.EntityFrameworkCore;
using Tujenge.Contracts.Messages;
using Tujenge.Edge.Persistence;
using Tujenge.Infra.Messaging;

namespace Tujenge.Edge.Media.Remembering;

/// <summary>Notes whose customers' files are, many in one statement.</summary>
internal sealed class MediaReceivedConsumer(IDbContextFactory<EdgeDbContext> contexts, TimeProvider clock) : IConsumer<Batch<MediaReceived>>
{
    public async Task Consume(ConsumeContext<Batch<MediaReceived>> context)
    {
        var now = clock.GetUtcNow();
        var received = context.Message
            .Select(message => message.Message)
            .Where(one => MediaEndpoints.IsId(one.MediaId))
            .SelectMany(one => MediaBook.Rows(one.ChannelId, one.MediaId, MimeTypeOf(one), now))
            .DistinctBy(row => row.Id) // One statement cannot insert a row twice.
            .ToArray();
        if (received.Length > 0)
        {
            await using var db = await contexts.CreateDbContextAsync(context.CancellationToken);
            await db.NoteReceivedAsync(received, context.CancellationToken);
        }
    }

    private static string MimeTypeOf(MediaReceived media)
    {
        var type = (media.MimeType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        return type.Length <= EdgeDbContext.LongestMimeType && !type.Contains('\0', StringComparison.Ordinal) ? type : "";
    }
}

/// <summary>Endpoint policy of <see cref="MediaReceivedConsumer"/>.</summary>
internal sealed class MediaReceivedConsumerDefinition : ConsumerDefinition<MediaReceivedConsumer>
{
    public MediaReceivedConsumerDefinition() => EndpointName = "edge-media-received";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<MediaReceivedConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        endpointConfigurator.PrefetchCount = 200;
        endpointConfigurator.UseHousePipeline();
        consumerConfigurator.Options<BatchOptions>(batch => batch
            .SetMessageLimit(100)
            .SetTimeLimit(TimeSpan.FromMilliseconds(50)));
    }
}
