using Microsoft.EntityFrameworkCore;
using Tujenge.Edge.Persistence;
using Tujenge.Infra.Telemetry;

namespace Tujenge.Edge.DeadLetters;

/// <summary>Keeps the metric of waiting dead letters; every replica of edge shows the same.</summary>
internal sealed partial class DeadLetterCount(
    DeadLetterWake wake,
    IDbContextFactory<EdgeDbContext> contexts,
    TujengeMetrics metrics,
    ILogger<DeadLetterCount> logger) : BackgroundService
{
    /// <summary>What other replicas do is noticed within this time.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using (var db = await contexts.CreateDbContextAsync(stoppingToken))
                {
                    var waiting = await db.CountWaitingAsync(stoppingToken);
                    metrics.DeadLettersWaiting(waiting.Select(entry => (entry.Queue, entry.Kind.ToWire(), entry.Count)));
                }

                await wake.Signal.WaitAsync(Interval, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) // It must outlive a database that is away.
            {
                Log.NotCounted(logger, fault.GetBaseException().GetType().Name);
                await wake.Signal.WaitAsync(Interval, CancellationToken.None);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1014, LogLevel.Warning, "Dead letters were not counted ({Fault}); trying again")]
        public static partial void NotCounted(ILogger logger, string fault);
    }
}
