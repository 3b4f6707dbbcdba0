using Microsoft.EntityFrameworkCore;
using Tujenge.Inbound.Persistence;
using Tujenge.Infra.Telemetry;
using Tujenge.Infra.Windows;
using Tujenge.Infra.Work;

namespace Tujenge.Inbound.Processing;

/// <summary>Writes down what callbacks say before their events are published; those of many callbacks share commits.</summary>
internal sealed class CallbackLog
{
    private readonly BatchWriter<CallbackEntry> _writer;
    private readonly TujengeMetrics _metrics;

    public CallbackLog(
        IDbContextFactory<InboundDbContext> contexts,
        IDbContextFactory<WindowsDbContext> windows,
        TujengeMetrics metrics,
        TimeProvider clock)
    {
        _metrics = metrics;
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
    }

    /// <summary>Completes when it is written; then <see cref="CallbackEntry.First"/> is known, and what is not in it is counted as repeated.</summary>
    public async Task WriteAsync(CallbackEntry entry)
    {
        await _writer.WriteAsync(entry);
        foreach (var duplicate in entry.Keys.Where(key => !entry.First.Contains(key)))
        {
            _metrics.Duplicate(duplicate.IsStatus ? "status" : "message");
        }
    }
}
