using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Tujenge.Dispatcher.Persistence;

namespace Tujenge.Dispatcher.Delivering;

/// <summary>Forgets deliveries that ended long ago, a thousand at a time; parked ones stay until a person decides.</summary>
internal sealed partial class DeliveryRetention(
    IDbContextFactory<DispatcherDbContext> contexts,
    IOptions<DispatcherOptions> options,
    TimeProvider clock,
    ILogger<DeliveryRetention> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ForgetAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, fault); // The next hour comes.
            }
        }
    }

    private async Task ForgetAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - options.Value.KeepFor;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        int forgotten;
        do
        {
            forgotten = await db.Deliveries
                .Where(delivery => db.Deliveries
                    .Where(old => old.State == DeliveryState.Delivered && old.EndedAt < before)
                    .OrderBy(old => old.EndedAt)
                    .Take(1000)
                    .Select(old => old.Sequence)
                    .Contains(delivery.Sequence))
                .ExecuteDeleteAsync(cancellationToken); // their attempts go with them
        }
        while (forgotten > 0);
    }

    private static partial class Log
    {
        [LoggerMessage(4004, LogLevel.Warning, "Old deliveries could not be forgotten")]
        public static partial void Failed(ILogger logger, Exception fault);
    }
}
