using Microsoft.EntityFrameworkCore;
using Tujenge.Edge.Persistence;

namespace Tujenge.Edge.DeadLetters.Replaying;

/// <summary>Replays what waits now, oldest first. What fails again meanwhile is left for another time.</summary>
internal sealed class BulkReplay(Replay replay, IDbContextFactory<EdgeDbContext> contexts)
{
    /// <summary>Most in one call, so that it ends while somebody waits for it.</summary>
    private const int Most = 1000;

    /// <summary>Replays until all are done, the broker does not confirm, or nobody listens any more.</summary>
    /// <param name="queue">Only those of one queue; null for all.</param>
    /// <param name="cancellationToken">Ends it after the one at hand.</param>
    public async Task<BulkReplayEnd> RunAsync(string? queue, CancellationToken cancellationToken)
    {
        var (ids, waiting) = await FindAsync(queue, cancellationToken);
        var replayed = 0;
        var withoutQueue = 0;
        foreach (var id in ids)
        {
            cancellationToken.ThrowIfCancellationRequested();
            switch (await replay.RunAsync(id))
            {
                case ReplayEnd.Sent:
                    replayed++;
                    break;
                case ReplayEnd.NoQueue:
                    withoutQueue++;
                    break;
                case ReplayEnd.NotConfirmed:
                    return new BulkReplayEnd(replayed, withoutQueue, waiting - ids.Length, IsBroken: true);
            }
        }

        return new BulkReplayEnd(replayed, withoutQueue, waiting - ids.Length, IsBroken: false);
    }

    private async Task<(Guid[] Ids, int Waiting)> FindAsync(string? queue, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = db.DeadLetters.Where(letter =>
            letter.State == DeadLetterState.Waiting && (queue == null || letter.Queue == queue));
        var ids = await waiting.OrderBy(letter => letter.Id).Take(Most).Select(letter => letter.Id).ToArrayAsync(cancellationToken);

        // Some may have ended or come between the two questions.
        return (ids, Math.Max(ids.Length, await waiting.CountAsync(cancellationToken)));
    }
}

/// <summary>How a replay of several ended.</summary>
/// <param name="Replayed">Back in their queues.</param>
/// <param name="WithoutQueue">Still waiting, because their queue is not known or does not exist.</param>
/// <param name="Remaining">Not looked at, because they were too many.</param>
/// <param name="IsBroken">The broker stopped confirming.</param>
internal sealed record BulkReplayEnd(int Replayed, int WithoutQueue, int Remaining, bool IsBroken);
