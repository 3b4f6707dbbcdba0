using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Tujenge.Sender.Persistence;

namespace Tujenge.Sender.Sending;

/// <summary>Forgets messages that ended long ago, a thousand at a time so that nobody waits for it.</summary>
internal sealed partial class LogRetention(
    IDbContextFactory<SenderDbContext> contexts,
    IOptions<SenderOptions> options,
    TimeProvider clock,
    ILogger<LogRetention> logger) : BackgroundService
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
            forgotten = await db.Messages
                .Where(message => db.Messages
                    .Where(old => old.AcceptedAt < before && !old.IsOpen && !old.EventPending)
                    .OrderBy(old => old.AcceptedAt)
                    .Take(1000)
                    .Select(old => old.Sequence)
                    .Contains(message.Sequence))
                .ExecuteDeleteAsync(cancellationToken);
        }
        while (forgotten > 0);
    }

    private static partial class Log
    {
        [LoggerMessage(2006, LogLevel.Warning, "Old messages could not be forgotten")]
        public static partial void Failed(ILogger logger, Exception fault);
    }
}
