using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Tujenge.Inbound.Persistence;

namespace Tujenge.Inbound.Processing;

/// <summary>Forgets what WhatsApp no longer repeats and what nobody quotes any more.</summary>
internal sealed partial class SeenRetention(
    IDbContextFactory<InboundDbContext> contexts,
    IOptions<InboundOptions> options,
    TimeProvider clock,
    ILogger<SeenRetention> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1));
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var db = await contexts.CreateDbContextAsync(stoppingToken);
                var seenBefore = clock.GetUtcNow() - options.Value.KeepSeenFor;
                await db.Seen.Where(seen => seen.SeenAt < seenBefore).ExecuteDeleteAsync(stoppingToken);
                var knownBefore = clock.GetUtcNow() - options.Value.KeepMessageIdsFor;
                await db.MessageIds.Where(message => message.SeenAt < knownBefore).ExecuteDeleteAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, fault); // The next hour comes.
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3006, LogLevel.Warning, "Old events could not be forgotten")]
        public static partial void Failed(ILogger logger, Exception fault);
    }
}
