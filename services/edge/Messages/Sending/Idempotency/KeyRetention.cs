using Microsoft.EntityFrameworkCore;
using Tujenge.Edge.Persistence;
using Tujenge.Infra.Work;

namespace Tujenge.Edge.Messages.Sending.Idempotency;

/// <summary>Forgets keys that count no longer. One that is used again before that is simply taken over.</summary>
internal sealed class KeyRetention(
    IDbContextFactory<EdgeDbContext> contexts,
    TimeProvider clock,
    ILogger<KeyRetention> logger) : HourlyWork(logger)
{
    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - KeyedSending.Lifetime;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await UntilNoneAsync(() => db.ForgetKeysAsync(before, cancellationToken));
    }
}
