using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Tujenge.Edge.Persistence;
using Tujenge.Infra.Work;

namespace Tujenge.Edge.Contacts.Learning;

/// <summary>Forgets how WhatsApp writes the numbers of people who have long been silent, and unwritten to.</summary>
internal sealed class WaIdRetention(
    IDbContextFactory<EdgeDbContext> contexts,
    IOptions<EdgeOptions> options,
    TimeProvider clock,
    ILogger<WaIdRetention> logger) : HourlyWork(logger)
{
    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.ForgetWaIdsAsync(clock.GetUtcNow() - options.Value.KeepNumbersFor, cancellationToken);
    }
}
