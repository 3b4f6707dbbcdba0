using Microsoft.EntityFrameworkCore;
using Tujenge.Contracts.Messages;

namespace Tujenge.Dispatcher.Persistence;

/// <summary>What people do with parked deliveries. No process holds one that is parked, so one statement is enough.</summary>
public sealed partial class DispatcherDbContext
{
    /// <summary>
    /// Parked deliveries are due now and tried like new ones, in the order of their arrival; a single one that waits for
    /// its next attempt is brought forward.
    /// </summary>
    /// <returns>How many are due now.</returns>
    public async Task<int> ReplayAsync(Guid? eventId, Guid? channelId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var wanted = eventId is not null
            ? Deliveries.Where(delivery => delivery.EventId == eventId)
            : Deliveries.Where(delivery => delivery.ChannelId == channelId);
        var replayed = await wanted
            .Where(delivery => delivery.State == DeliveryState.Parked)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(delivery => delivery.State, DeliveryState.Waiting)
                    .SetProperty(delivery => delivery.DueAt, now)
                    .SetProperty(delivery => delivery.ReplayedAt, now)
                    .SetProperty(delivery => delivery.EndedAt, (DateTimeOffset?)null),
                cancellationToken);
        if (replayed > 0 || eventId is null)
        {
            return replayed;
        }

        return await wanted
            .Where(delivery => delivery.State == DeliveryState.Waiting)
            .ExecuteUpdateAsync(
                set => set.SetProperty(delivery => delivery.DueAt, delivery => delivery.DueAt > now ? now : delivery.DueAt),
                cancellationToken);
    }

    /// <summary>A parked delivery ends without an acknowledgement, and its contents are erased.</summary>
    /// <returns>Whether it was parked.</returns>
    public async Task<bool> DiscardAsync(Guid eventId, string reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        await Deliveries
            .Where(delivery => delivery.EventId == eventId && delivery.State == DeliveryState.Parked)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(delivery => delivery.State, DeliveryState.Discarded)
                    .SetProperty(delivery => delivery.Body, "")
                    .SetProperty(delivery => delivery.DiscardReason, reason)
                    .SetProperty(delivery => delivery.EndedAt, now),
                cancellationToken) == 1;

    /// <summary>Where the delivery of an event stands; null when there is none.</summary>
    public Task<DeliveryState?> StateOfAsync(Guid eventId, CancellationToken cancellationToken) => Deliveries
        .Where(delivery => delivery.EventId == eventId)
        .Select(delivery => (DeliveryState?)delivery.State)
        .SingleOrDefaultAsync(cancellationToken);

    /// <summary>How many deliveries wait for a person.</summary>
    public Task<int> CountParkedAsync(CancellationToken cancellationToken) =>
        Deliveries.CountAsync(delivery => delivery.State == DeliveryState.Parked, cancellationToken);
}
