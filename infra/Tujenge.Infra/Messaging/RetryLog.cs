using MassTransit;

namespace Tujenge.Infra.Messaging;

/// <summary>Says that a message is tried again, and why, by the type of the fault.</summary>
internal sealed class RetryLog : IRetryObserver
{
    public Task PostCreate<T>(RetryPolicyContext<T> context)
        where T : class, PipeContext => Task.CompletedTask;

    public Task PostFault<T>(RetryContext<T> context)
        where T : class, PipeContext
    {
        LogContext.Warning?.Log("A message failed ({Fault}); trying again", context.Exception.GetBaseException().GetType().Name);
        return Task.CompletedTask;
    }

    public Task PreRetry<T>(RetryContext<T> context)
        where T : class, PipeContext => Task.CompletedTask;

    public Task RetryFault<T>(RetryContext<T> context)
        where T : class, PipeContext => Task.CompletedTask;

    public Task RetryComplete<T>(RetryContext<T> context)
        where T : class, PipeContext => Task.CompletedTask;
}
