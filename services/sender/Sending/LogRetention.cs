using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Tujenge.Infra.Windows;
using Tujenge.Infra.Work;
using Tujenge.Sender.Persistence;

namespace Tujenge.Sender.Sending;

/// <summary>Forgets messages that ended long ago, and which conversations were held.</summary>
internal sealed class LogRetention(
    IDbContextFactory<SenderDbContext> contexts,
    IDbContextFactory<WindowsDbContext> windows,
    IOptions<SenderOptions> options,
    TimeProvider clock,
    ILogger<LogRetention> logger) : HourlyWork(logger)
{
    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using (var window = await windows.CreateDbContextAsync(cancellationToken))
        {
            await window.HeldConversations.Where(conversation => conversation.Until < now).ExecuteDeleteAsync(cancellationToken);
        }

        var before = now - options.Value.KeepFor;
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
