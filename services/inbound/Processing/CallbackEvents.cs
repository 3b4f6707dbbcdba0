using MassTransit;
using Tujenge.Contracts.Messages;
using Tujenge.Inbound.Translating;
using Tujenge.Infra.Telemetry;

namespace Tujenge.Inbound.Processing;

/// <summary>Publishes what a callback tells, in whatever form it came.</summary>
internal sealed partial class CallbackEvents(ILogger<CallbackEvents> logger)
{
    /// <summary>Publishes the events under their own ids, so that the next hop drops a repetition.</summary>
    public async Task PublishAsync(
        ConsumeContext context,
        IEnumerable<MessageStatusChanged> statuses,
        IEnumerable<InboundMessageReceived> messages,
        InboundMessageReceived? errors)
    {
        foreach (var status in statuses)
        {
            // The send and its statuses are traces of their own: the id links them.
            using var activity = TujengeMetrics.Activities.StartActivity("status");
            activity?.SetTag("tujenge.message_id", status.MessageId);
            await context.Publish(status, publish => publish.MessageId = status.EventId, context.CancellationToken);
            Log.Status(logger, status.MessageId, status.ChannelId, status.Status);
        }

        foreach (var message in messages)
        {
            await context.Publish(message, publish => publish.MessageId = message.EventId, context.CancellationToken);
            Log.Message(logger, message.EventId, message.ChannelId);
        }

        if (errors is not null)
        {
            await context.Publish(errors, publish => publish.MessageId = errors.EventId, context.CancellationToken);
        }
    }

    /// <summary>Says whose customers' files are, so that no other channel has them.</summary>
    public static async Task PublishMediaAsync(ConsumeContext context, Guid channelId, IEnumerable<CallbackPart> messages)
    {
        foreach (var (id, mimeType) in messages.SelectMany(message => ReceivedMedia.In(message.Document)))
        {
            await context.Publish(new MediaReceived { ChannelId = channelId, MediaId = id, MimeType = mimeType }, context.CancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3004, LogLevel.Information, "Message {MessageId} of channel {ChannelId}: WhatsApp says {Status}")]
        public static partial void Status(ILogger logger, string messageId, Guid channelId, MessageStatus status);

        [LoggerMessage(3005, LogLevel.Information, "Event {EventId} of channel {ChannelId}: a customer wrote")]
        public static partial void Message(ILogger logger, Guid eventId, Guid channelId);
    }
}
