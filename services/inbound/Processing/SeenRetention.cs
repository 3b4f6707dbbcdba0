using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Tujenge.Inbound.Persistence;
using Tujenge.Infra.Work;

namespace Tujenge.Inbound.Processing;

/// <summary>Forgets what WhatsApp no longer repeats and what nobody quotes any more.</summary>
internal sealed class SeenRetention(
    IDbContextFactory<InboundDbContext> contexts,
    IOptions<InboundOptions> options,
    TimeProvider clock,
    ILogger<SeenRetention> logger) : HourlyWork(logger)
{
    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var knownBefore = clock.GetUtcNow() - options.Value.KeepMessageIdsFor;
        await db.MessageIds.Where(message => message.SeenAt < knownBefore).ExecuteDeleteAsync(cancellationToken);
        await db.EmptyTomorrowAsync(clock.GetUtcNow(), cancellationToken); // Last: it gives up when somebody holds the partition.
    }
}
