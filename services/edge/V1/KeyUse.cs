using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.V1;

/// <summary>
/// Remembers when each key was last shown and writes it down now and then, so that a busy key costs one small write and not
/// one for each request. What was not written when a process is killed is lost: it tells people which keys may go, no more.
/// </summary>
internal sealed partial class KeyUse(
    IDbContextFactory<DirectoryDbContext> contexts,
    TimeProvider clock,
    ILogger<KeyUse> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>Moments as ticks, which take no new entry each time.</summary>
    private readonly ConcurrentDictionary<Guid, long> _used = new();

    /// <summary>The key was shown now.</summary>
    public void Note(Guid keyId) => _used[keyId] = clock.GetUtcNow().UtcTicks;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await WriteAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            await WriteAsync(CancellationToken.None); // The host is stopping: a last time.
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        foreach (var use in _used)
        {
            try
            {
                var usedAt = new DateTimeOffset(use.Value, TimeSpan.Zero);
                await using var db = await contexts.CreateDbContextAsync(cancellationToken);
                await db.ApiKeys
                    .Where(key => key.Id == use.Key && (key.LastUsedAt == null || key.LastUsedAt < usedAt))
                    .ExecuteUpdateAsync(set => set.SetProperty(key => key.LastUsedAt, usedAt), cancellationToken);
                _used.TryRemove(use); // Unless it was used again meanwhile.
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Log.NotWritten(logger, fault.GetType().Name);
                return; // All of it is written the next time.
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1006, LogLevel.Warning, "When keys were last used could not be written down ({Fault})")]
        public static partial void NotWritten(ILogger logger, string fault);
    }
}
