using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Tujenge.Contracts.Messages;
using Tujenge.Contracts.V1;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Persistence;
using Tujenge.Infra.Telemetry;
using Tujenge.Sender.Persistence;

namespace Tujenge.Sender.Sending;

/// <summary>Tells the tenant of a message that failed here. First written, then published, then ticked off: never lost.</summary>
internal sealed partial class FailureReporter(
    IDbContextFactory<SenderDbContext> contexts,
    IBus bus,
    TimeProvider clock,
    TujengeMetrics metrics,
    ILogger<FailureReporter> logger)
{
    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Writes the failure and reports it; does nothing for a message that has ended otherwise meanwhile.</summary>
    public async Task FailAsync(LoggedMessage message, V1ErrorEntry error, CancellationToken cancellationToken, bool wasCalled = true)
    {
        var now = clock.GetUtcNow();
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (!await db.MarkFailedAsync(message.MessageId, error.Code, error.Details, now, cancellationToken, wasCalled))
            {
                return;
            }
        }

        metrics.MessageFailed(error.Code);
        Log.Failed(logger, message.MessageId, message.ChannelId, error.Code);
        message.FailedAt = now;
        message.ErrorCode = error.Code;
        message.ErrorDetails = error.Details;
        await ReportAsync(message, cancellationToken);
    }

    /// <summary>
    /// Publishes a failure that is written. Repeating it repeats the same event id. When the broker is away the event
    /// stays pending, and the send loop comes back to it.
    /// </summary>
    public async Task ReportAsync(LoggedMessage message, CancellationToken cancellationToken)
    {
        var status = ToStatusChanged(message);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(PublishTimeout);
        try
        {
            await bus.Publish(status, context => context.MessageId = status.EventId, patience.Token);
        }
        catch (Exception fault) when (fault is OperationCanceledException || TransientFaults.IsTransient(fault))
        {
            Log.NotReported(logger, message.MessageId, fault.GetType().Name);
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.MarkReportedAsync(message.MessageId, cancellationToken);
    }

    private static MessageStatusChanged ToStatusChanged(LoggedMessage message)
    {
        var error = V1Errors.Of(message.ErrorCode!.Value, message.ErrorDetails);
        var callback = new V1Callback
        {
            Statuses =
            [
                new V1Status
                {
                    Id = message.MessageId,
                    RecipientId = message.Recipient,
                    Status = "failed",
                    Timestamp = V1Timestamps.Format(message.FailedAt!.Value),
                    Message = new V1StatusMessage(message.Recipient),
                    Errors = [error],
                },
            ],
        };

        return new MessageStatusChanged
        {
            EventId = EventIds.OfStatus(message.ChannelId, message.MessageId, "failed"),
            ChannelId = message.ChannelId,
            MessageId = message.MessageId,
            Status = MessageStatus.Failed,
            OccurredAt = message.FailedAt.Value,
            ErrorCode = error.Code,
            ErrorTitle = error.Title,
            ErrorDetails = error.Details,
            Body = JsonSerializer.Serialize(callback, V1Json.Wire.V1Callback),
        };
    }

    private static partial class Log
    {
        [LoggerMessage(2002, LogLevel.Information, "Message {MessageId} of channel {ChannelId} failed with {Code}")]
        public static partial void Failed(ILogger logger, string messageId, Guid channelId, int code);

        [LoggerMessage(2005, LogLevel.Warning, "The failure of message {MessageId} is not published yet ({Fault})")]
        public static partial void NotReported(ILogger logger, string messageId, string fault);
    }
}
