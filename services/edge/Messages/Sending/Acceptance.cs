using System.Diagnostics;
using Tujenge.Contracts.Messages;
using Tujenge.Edge.Messages.Sending.Validation;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Persistence;
using Tujenge.Infra.Telemetry;

namespace Tujenge.Edge.Messages.Sending;

/// <summary>Gives a checked message its id and puts it into its queue.</summary>
internal sealed partial class Acceptance(
    SendQueues queues,
    Confirms confirms,
    TimeProvider clock,
    TujengeMetrics metrics,
    ILogger<Acceptance> logger)
{
    /// <summary>Queues a message under a fresh id, see <see cref="QueueAsync"/>.</summary>
    /// <returns>The message's id; null when no confirm came in time, so that nothing may be promised.</returns>
    public async Task<string?> AcceptAsync(Guid channelId, MessageCheck.Passed message)
    {
        var messageId = MessageId.New(clock.GetUtcNow());
        if (!await QueueAsync(channelId, messageId, message))
        {
            return null;
        }

        Note(channelId, messageId, message.Type);
        return messageId;
    }

    /// <summary>
    /// Completes when the broker has confirmed the message. Takes no cancellation token: the client that hangs up must
    /// not stop a message half way, and its next attempt would be a second message.
    /// </summary>
    /// <returns>Whether the confirm came in time.</returns>
    public async Task<bool> QueueAsync(Guid channelId, string messageId, MessageCheck.Passed message)
    {
        Activity.Current?.SetTag("tujenge.message_id", messageId);

        var command = new SendMessage
        {
            MessageId = messageId,
            ChannelId = channelId,
            Recipient = message.Recipient,
            Body = message.Body,
            Type = message.Type,
            AcceptedAt = clock.GetUtcNow(),
            Warnings = message.Warnings,
        };
        try
        {
            await confirms.WaitAsync(patience => queues.SendAsync(command, patience));
            return true;
        }
        catch (Exception fault) when (fault is OperationCanceledException || TransientFaults.IsTransient(fault))
        {
            Log.NotConfirmed(logger, messageId, channelId, fault.GetType().Name);
            return false;
        }
    }

    /// <summary>Counts and logs that a message was accepted: once for each message.</summary>
    public void Note(Guid channelId, string messageId, string messageType)
    {
        metrics.MessageAccepted(messageType);
        Log.Accepted(logger, messageId, channelId, messageType);
    }

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Information, "Accepted {MessageId} of channel {ChannelId}, type {MessageType}")]
        public static partial void Accepted(ILogger logger, string messageId, Guid channelId, string messageType);

        [LoggerMessage(1002, LogLevel.Warning, "Answered 503: {MessageId} of channel {ChannelId} was not confirmed ({Fault})")]
        public static partial void NotConfirmed(ILogger logger, string messageId, Guid channelId, string fault);
    }
}
