using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Tujenge.Contracts.Messages;
using Tujenge.Dispatcher.Persistence;
using Tujenge.Infra.Work;

namespace Tujenge.Dispatcher.Delivering;

/// <summary>Forgets deliveries that ended long ago; parked ones stay until a person decides.</summary>
internal sealed class DeliveryRetention(
    IDbContextFactory<DispatcherDbContext> contexts,
    IOptions<DispatcherOptions> options,
    TimeProvider clock,
    ILogger<DeliveryRetention> logger) : HourlyWork(logger)
{
    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - options.Value.KeepFor;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await UntilNoneAsync(() => db.Deliveries
            .Where(delivery => db.Deliveries
                .Where(old => old.EndedAt < before && (old.State == DeliveryState.Delivered || old.State == DeliveryState.Discarded))
                .OrderBy(old => old.EndedAt)
                .Take(1000)
                .Select(old => old.Sequence)
                .Contains(delivery.Sequence))
            .ExecuteDeleteAsync(cancellationToken)); // their attempts go with them
    }
}
