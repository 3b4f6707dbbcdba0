using Microsoft.EntityFrameworkCore;
using Tujenge.Edge.Persistence;
using Tujenge.Infra.Work;

namespace Tujenge.Edge.Media.Remembering;

/// <summary>Forgets uploads that WhatsApp has forgotten too.</summary>
internal sealed class MediaRetention(
    IDbContextFactory<EdgeDbContext> contexts,
    TimeProvider clock,
    ILogger<MediaRetention> logger) : HourlyWork(logger)
{
    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - MediaBook.Lifetime;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await UntilNoneAsync(() => db.ForgetMediaAsync(before, cancellationToken));
    }
}
