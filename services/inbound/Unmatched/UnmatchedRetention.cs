using Microsoft.EntityFrameworkCore;
using Tujenge.Inbound.Persistence;
using Tujenge.Infra.Work;

namespace Tujenge.Inbound.Unmatched;

/// <summary>Forgets callbacks that nobody got within the time that WhatsApp itself would repeat them.</summary>
internal sealed class UnmatchedRetention(
    IDbContextFactory<InboundDbContext> contexts,
    TimeProvider clock,
    ILogger<UnmatchedRetention> logger) : HourlyWork(logger)
{
    /// <summary>As long as WhatsApp repeats what is not taken.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.ForgetUnmatchedAsync(clock.GetUtcNow() - KeptFor, cancellationToken);
    }
}
