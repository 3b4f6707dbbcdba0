using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tujenge.Infra.Work;

/// <summary>
/// Works off rows that are due: claims as many as there are free hands, handles them side by side, and looks again when
/// it is woken, when a hand becomes free, or after half a second. What waits, waits in the database, so it survives
/// the process; replicas share the work by claiming. A channel that has its share of hands gets no more (one claim may
/// take it to less than twice that), so a dead upstream or webhook starves nobody else.
/// </summary>
/// <typeparam name="TItem">A claimed row.</typeparam>
public abstract partial class DueWorkLoop<TItem>(WakeSignal signal, ILogger logger) : BackgroundService
{
    /// <summary>Moments of a moved clock and of other processes are noticed within this time.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Least time between two claims that found something. A claim costs the database the same for one row as for many,
    /// and under load a hand becomes free every millisecond; a lone item waits for nobody.
    /// </summary>
    private static readonly TimeSpan BetweenClaims = TimeSpan.FromMilliseconds(10);

    private readonly ConcurrentDictionary<Guid, int> _busy = new();
    private int _running;

    /// <summary>Items handled at once, over all channels.</summary>
    protected abstract int Hands { get; }

    /// <summary>Items of one channel handled at once.</summary>
    protected abstract int HandsPerChannel { get; }

    /// <summary>Claims up to <paramref name="limit"/> due rows, none of a channel in <paramref name="fullChannels"/>.</summary>
    protected abstract Task<IReadOnlyList<TItem>> ClaimAsync(
        int limit,
        IReadOnlyCollection<Guid> fullChannels,
        CancellationToken cancellationToken);

    /// <summary>The channel whose share of hands the item uses.</summary>
    protected abstract Guid ChannelOf(TItem item);

    /// <summary>Handles one item to its end. Not cancelled by a shutdown: what is claimed is finished.</summary>
    protected abstract Task HandleAsync(TItem item);

    /// <summary>Small chores (leases that ran out, backlog age), once in each look interval.</summary>
    protected virtual Task TidyAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var tidied = TimeProvider.System.GetTimestamp();

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (TimeProvider.System.GetElapsedTime(tidied) >= LookInterval)
                {
                    await TidyAsync(stoppingToken);
                    tidied = TimeProvider.System.GetTimestamp();
                }

                var claimed = TimeProvider.System.GetTimestamp();
                if (!await ClaimAndStartAsync(stoppingToken))
                {
                    await signal.WaitAsync(LookInterval, stoppingToken);
                }
                else if (BetweenClaims - TimeProvider.System.GetElapsedTime(claimed) is { Ticks: > 0 } rest)
                {
                    await Task.Delay(rest, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception fault) // The loop is the worker: it must outlive a database that is away.
            {
                Log.LookFailed(logger, fault);
                await signal.WaitAsync(LookInterval, CancellationToken.None);
            }
        }

        while (Volatile.Read(ref _running) > 0)
        {
            await signal.WaitAsync(TimeSpan.FromMilliseconds(50), CancellationToken.None);
        }
    }

    private async Task<bool> ClaimAndStartAsync(CancellationToken cancellationToken)
    {
        var free = Hands - Volatile.Read(ref _running);
        if (free <= 0)
        {
            return false;
        }

        var full = _busy.Where(busy => busy.Value >= HandsPerChannel).Select(busy => busy.Key).ToArray();
        var items = await ClaimAsync(Math.Min(free, HandsPerChannel), full, cancellationToken);
        foreach (var item in items)
        {
            Interlocked.Increment(ref _running);
            _busy.AddOrUpdate(ChannelOf(item), 1, (_, count) => count + 1);
            _ = RunAsync(item);
        }

        return items.Count > 0;
    }

    private async Task RunAsync(TItem item)
    {
        await Task.Yield();
        try
        {
            await HandleAsync(item);
        }
        catch (Exception fault) // Nobody awaits this task; the row's lease runs out and it is looked at again.
        {
            Log.ItemFailed(logger, fault);
        }
        finally
        {
            // Entries at zero stay: there are as many as there are channels.
            _busy.AddOrUpdate(ChannelOf(item), 0, (_, count) => count - 1);
            Interlocked.Decrement(ref _running);
            signal.Wake();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(9001, LogLevel.Error, "Looking for due work failed; trying again")]
        public static partial void LookFailed(ILogger logger, Exception fault);

        [LoggerMessage(9002, LogLevel.Error, "An item of due work failed; it is taken up again when its lease ends")]
        public static partial void ItemFailed(ILogger logger, Exception fault);
    }
}
