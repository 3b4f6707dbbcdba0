using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Tujenge.Infra.Work;
using Tujenge.Sender.Persistence;

namespace Tujenge.Sender.Sending;

/// <summary>Forgets messages that ended long ago.</summary>
internal sealed class LogRetention(
    IDbContextFactory<SenderDbContext> contexts,
    IOptions<SenderOptions> options,
    TimeProvider clock,
    ILogger<LogRetention> logger) : HourlyWork(logger)
{
    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - options.Value.KeepFor;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await UntilNoneAsync(() => db.Messages
            .Where(message => db.Messages
                .Where(old => old.AcceptedAt < before && !old.IsOpen && !old.EventPending)
                .OrderBy(old => old.AcceptedAt)
                .Take(1000)
                .Select(old => old.Sequence)
                .Contains(message.Sequence))
            .ExecuteDeleteAsync(cancellationToken));
    }
}
