using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tujenge.Infra.Work;

/// <summary>A chore that is done once an hour, such as forgetting what is old. One that fails is done again an hour later.</summary>
/// <param name="logger">Where a failure is told.</param>
public abstract partial class HourlyWork(ILogger logger) : BackgroundService
{
    /// <summary>Does the chore; replicas may do it at the same time.</summary>
    protected abstract Task WorkAsync(CancellationToken cancellationToken);

    /// <summary>Repeats a step that handles a limited number of rows until it finds none, so that nobody waits for a long one.</summary>
    /// <param name="step">Returns how many rows it handled.</param>
    protected static async Task UntilNoneAsync(Func<Task<int>> step)
    {
        while (await step() > 0)
        {
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1));
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                await WorkAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return; // Also where a host is given up before it has started.
            }
            catch (Exception fault)
            {
                Log.Failed(logger, fault, GetType().Name);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(9004, LogLevel.Warning, "{Chore} failed; it is done again in an hour")]
        public static partial void Failed(ILogger logger, Exception fault, string chore);
    }
}
