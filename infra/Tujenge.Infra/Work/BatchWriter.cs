using System.Collections.Concurrent;
using Tujenge.Infra.Persistence;

namespace Tujenge.Infra.Work;

/// <summary>
/// Group commit: what arrives while one batch is being written becomes the next batch. Commits, not rows, are what
/// costs, so many callers share one; a lone caller waits for nobody. Reads can be shared in the same way.
/// </summary>
/// <typeparam name="TItem">What is written.</typeparam>
/// <param name="write">Writes a batch in one transaction; repeating it must be harmless.</param>
/// <param name="limit">Most items in a batch.</param>
/// <param name="pause">Time between the end of one batch and the start of the next, so that more callers share the latter.</param>
public sealed class BatchWriter<TItem>(Func<IReadOnlyList<TItem>, Task> write, int limit = 200, TimeSpan pause = default)
{
    private readonly ConcurrentQueue<(TItem Item, TaskCompletionSource Written)> _waiting = new();
    private int _writing;

    /// <summary>Completes when the item is committed; fails as the write failed.</summary>
    public Task WriteAsync(TItem item)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue((item, written));
        StartWriting();
        return written.Task;
    }

    private void StartWriting()
    {
        if (!_waiting.IsEmpty && Interlocked.CompareExchange(ref _writing, 1, 0) == 0)
        {
            _ = Task.Run(WriteAllAsync);
        }
    }

    private async Task WriteAllAsync()
    {
        var batch = new List<(TItem Item, TaskCompletionSource Written)>(limit);
        while (_waiting.TryDequeue(out var next))
        {
            batch.Add(next);
            if (batch.Count == limit || _waiting.IsEmpty)
            {
                await WriteBatchAsync(batch);
                batch.Clear();
                if (pause > TimeSpan.Zero)
                {
                    await Task.Delay(pause);
                }
            }
        }

        Volatile.Write(ref _writing, 0);
        StartWriting(); // Somebody may have come between the last look and the line above.
    }

    private async Task WriteBatchAsync(List<(TItem Item, TaskCompletionSource Written)> batch)
    {
        try
        {
            await write(batch.ConvertAll(entry => entry.Item));
            batch.ForEach(entry => entry.Written.SetResult());
        }
        catch (Exception fault) when (batch.Count > 1 && !TransientFaults.IsTransient(fault))
        {
            // One of them cannot be written; the others must not suffer for it.
            foreach (var entry in batch)
            {
                await WriteBatchAsync([entry]);
            }
        }
        catch (Exception fault)
        {
            batch.ForEach(entry => entry.Written.SetException(fault));
        }
    }
}
