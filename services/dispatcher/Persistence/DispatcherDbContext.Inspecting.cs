using Microsoft.EntityFrameworkCore;
using Tujenge.Contracts.Messages;
using Tujenge.Contracts.Operations;
using Tujenge.Contracts.Operations.Entries;

namespace Tujenge.Dispatcher.Persistence;

/// <summary>What operators look for. Every question is answered from an index, however long the log is.</summary>
public sealed partial class DispatcherDbContext
{
    /// <summary>The deliveries that fit, newest first; with its contents and attempts the one that is asked for by its event.</summary>
    public async Task<DeliveriesFound> FindAsync(FindDeliveries wanted, CancellationToken cancellationToken)
    {
        var isOne = wanted.EventId is not null;

        // One more than wanted, to see whether there are more.
        var found = await Newest(Fitting(wanted), wanted.Limit + 1)
            .Select(delivery => new
            {
                delivery.Sequence,
                Entry = new DeliveryEntry
                {
                    EventId = delivery.EventId,
                    ChannelId = delivery.ChannelId,
                    State = delivery.State,
                    Attempts = delivery.Attempts,
                    CreatedAt = delivery.CreatedAt,
                    DueAt = delivery.State == DeliveryState.Waiting ? delivery.DueAt : null,
                    ReplayedAt = delivery.ReplayedAt,
                    EndedAt = delivery.EndedAt,
                    LastError = delivery.LastError,
                    DiscardReason = delivery.DiscardReason,
                    Body = isOne && delivery.Body != "" ? delivery.Body : null,
                },
            })
            .ToListAsync(cancellationToken);
        if (isOne && found is [var one])
        {
            return new DeliveriesFound { Deliveries = [one.Entry with { Log = await LogOfAsync(one.Sequence, cancellationToken) }] };
        }

        return new DeliveriesFound
        {
            Deliveries = [.. found.Take(wanted.Limit).Select(row => row.Entry)],
            Next = found.Count > wanted.Limit ? found[wanted.Limit - 1].Sequence : null,
        };
    }

    private async Task<IReadOnlyList<AttemptEntry>> LogOfAsync(long sequence, CancellationToken cancellationToken) =>
        await Attempts
            .Where(attempt => attempt.DeliverySequence == sequence)
            .OrderBy(attempt => attempt.Id)
            .Select(attempt => new AttemptEntry
            {
                Number = attempt.Number,
                StartedAt = attempt.StartedAt,
                DurationMs = attempt.DurationMs,
                StatusCode = attempt.StatusCode,
                Error = attempt.Error,
            })
            .ToListAsync(cancellationToken);

    private IQueryable<Delivery> Fitting(FindDeliveries wanted)
    {
        var fitting = Deliveries.AsNoTracking();
        if (wanted.EventId is { } eventId)
        {
            return fitting.Where(delivery => delivery.EventId == eventId);
        }

        if (wanted.Before is { } before)
        {
            fitting = fitting.Where(delivery => delivery.Sequence < before);
        }

        if (wanted.ChannelId is { } channelId)
        {
            fitting = fitting.Where(delivery => delivery.ChannelId == channelId);
        }

        return wanted.State is { } state ? fitting.Where(delivery => delivery.State == state) : fitting;
    }

    private static IQueryable<Delivery> Newest(IQueryable<Delivery> deliveries, int limit) =>
        deliveries.OrderByDescending(delivery => delivery.Sequence).Take(limit);
}
