using Microsoft.EntityFrameworkCore;
using Tujenge.Inbound.Persistence;
using Tujenge.Infra.Windows;
using Tujenge.Infra.Work;

namespace Tujenge.Inbound.Processing;

/// <summary>Writes down what callbacks say before their events are published; those of many callbacks share commits.</summary>
internal sealed class CallbackLog
{
    private readonly BatchWriter<CallbackEntry> _writer;

    public CallbackLog(
        IDbContextFactory<InboundDbContext> contexts,
        IDbContextFactory<WindowsDbContext> windows,
        TimeProvider clock) =>
        _writer = new BatchWriter<CallbackEntry>(async entries =>
        {
            await using var db = await contexts.CreateDbContextAsync();
            await db.WriteAsync(entries, clock.GetUtcNow(), CancellationToken.None);

            var written = entries.SelectMany(entry => entry.Written).ToArray();
            if (written.Length > 0)
            {
                await using var window = await windows.CreateDbContextAsync();
                await window.MoveAsync(written, CancellationToken.None);
            }
        });

    /// <summary>Completes when it is written; then <see cref="CallbackEntry.First"/> is known.</summary>
    public Task WriteAsync(CallbackEntry entry) => _writer.WriteAsync(entry);
}
