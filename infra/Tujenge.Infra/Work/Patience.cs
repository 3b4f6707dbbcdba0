using Microsoft.Extensions.Logging;
using Tujenge.Infra.Persistence;

namespace Tujenge.Infra.Work;

/// <summary>For work that must not be given up because a server is away: it comes back.</summary>
public static partial class Patience
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs the work until it gets through; faults that are not of the servers' absence are thrown.</summary>
    public static async Task<T> UntilDoneAsync<T>(Func<Task<T>> work, ILogger logger)
    {
        while (true)
        {
            try
            {
                return await work();
            }
            catch (Exception fault) when (TransientFaults.IsTransient(fault))
            {
                Log.Waiting(logger, fault.GetType().Name);
                await Task.Delay(Pause);
            }
        }
    }

    /// <inheritdoc cref="UntilDoneAsync{T}"/>
    public static Task UntilDoneAsync(Func<Task> work, ILogger logger) => UntilDoneAsync(
        async () =>
        {
            await work();
            return true;
        },
        logger);

    private static partial class Log
    {
        [LoggerMessage(9003, LogLevel.Warning, "A server is away ({Fault}); trying again")]
        public static partial void Waiting(ILogger logger, string fault);
    }
}
