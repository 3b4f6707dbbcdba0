using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Tujenge.Edge.Persistence;
using Tujenge.Infra.Work;

namespace Tujenge.Edge.DeadLetters;

/// <summary>Forgets dead letters that ended long ago; those that wait stay until a person decides.</summary>
internal sealed class DeadLetterRetention(
    IDbContextFactory<EdgeDbContext> contexts,
    IOptions<EdgeOptions> options,
    TimeProvider clock,
    ILogger<DeadLetterRetention> logger) : HourlyWork(logger)
{
    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - options.Value.KeepDeadLettersFor;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await UntilNoneAsync(() => db.ForgetAsync(before, cancellationToken));
    }
}
