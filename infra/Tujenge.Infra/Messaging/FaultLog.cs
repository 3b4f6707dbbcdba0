using MassTransit;
using Microsoft.Extensions.Logging;
using Tujenge.Infra.Messaging.DeadLetters;

namespace Tujenge.Infra.Messaging;

/// <summary>
/// Logs faults by type and place. MassTransit would log exceptions whole, and their messages may quote what somebody wrote.
/// </summary>
internal sealed partial class FaultLog(ILogger<FaultLog> logger) : IReceiveObserver
{
    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class
    {
        Write(context.ReceiveContext, context.MessageId, exception);
        return Task.CompletedTask;
    }

    public Task ReceiveFault(ReceiveContext context, Exception exception)
    {
        Write(context, context.GetMessageId(), exception);
        return Task.CompletedTask;
    }

    private void Write(ReceiveContext context, Guid? messageId, Exception exception)
    {
        // Cancelled at a shutdown: the broker delivers the message again, to somebody else.
        var fault = exception.GetBaseException();
        if (fault is not OperationCanceledException)
        {
            Log.Faulted(logger, messageId, DeadLetterQueue.NameIn(context.InputAddress), fault.GetType().Name, fault.StackTrace);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(9005, LogLevel.Error, "Message {BusMessageId} of queue {Queue} failed ({Fault})\n{Stack}")]
        public static partial void Faulted(ILogger logger, Guid? busMessageId, string queue, string fault, string? stack);
    }
}
