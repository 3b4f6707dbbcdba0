using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tujenge.Infra.Persistence;

namespace Tujenge.Inbound.Persistence;

/// <summary>The statements that tell an event from its repetition.</summary>
public sealed partial class InboundDbContext
{
    /// <summary>
    /// Events in a statement. PostgreSQL takes 65,535 values, and looks for an event in each of eight days: with many more it
    /// would think of compiling the statement, which takes longer than running it.
    /// </summary>
    private const int MostKeys = 500;

    /// <summary>Events that WhatsApp has brought.</summary>
    public DbSet<SeenEvent> Seen => Set<SeenEvent>();

    /// <summary>
    /// Empties the slot of tomorrow, which holds what was seen nine days ago. Nothing looks into it before tomorrow, so nobody
    /// waits for it; a slot that was not emptied in time remembers for ten days longer, and does no other harm.
    /// </summary>
    public async Task EmptyTomorrowAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var tomorrow = Seen.Where(seen => seen.Slot == SeenSlots.At(now).Tomorrow);
        if (Database.IsSqlite())
        {
            await tomorrow.ExecuteDeleteAsync(cancellationToken);
        }
        else if (await tomorrow.AnyAsync(cancellationToken))
        {
            // Gives up soon, and is done again in an hour: a backup may hold the table until tomorrow, and then who looks into it
            // would wait behind this.
            await using var transaction = await Database.BeginTransactionAsync(cancellationToken);
            await WriteAsync("set local lock_timeout = '2s'", [], cancellationToken);
            await WriteAsync($"truncate {TableOf(SeenSlots.At(now).Tomorrow)}", [], cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

    /// <summary>The table of one slot.</summary>
    private string TableOf(short slot) => Table(Database.IsSqlite() ? "seen" : $"seen_{slot}");

    /// <summary>The callback that saw each event first.</summary>
    private async Task<Dictionary<SeenKey, Guid>> NoteAsync(
        IEnumerable<CallbackEntry> entries,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var slots = SeenSlots.At(now);
        var firsts = new Dictionary<SeenKey, Guid>();

        // In one order everywhere, or two batches with the same keys could wait for each other.
        foreach (var chunk in entries
            .SelectMany(entry => entry.Keys, (entry, key) => (Key: key, entry.CallbackId))
            .DistinctBy(noted => noted.Key)
            .OrderBy(noted => noted.Key.ChannelId).ThenBy(noted => noted.Key.Key, StringComparer.Ordinal)
            .Chunk(MostKeys))
        {
            await FindEarlierAsync([.. chunk.Select(noted => noted.Key)], slots, firsts, cancellationToken);
            await InsertAsync([.. chunk.Where(noted => !firsts.ContainsKey(noted.Key))], slots, now, firsts, cancellationToken);
        }

        return firsts;
    }

    /// <summary>
    /// What was seen on a day before. Those days are not written any more, so looking is enough. What is found there gets no row
    /// of today, however often it is repeated, so it is forgotten eight days after it was seen first; only what is repeated at
    /// midnight gets one, and is remembered for a day longer.
    /// </summary>
    private async Task FindEarlierAsync(
        IReadOnlyCollection<SeenKey> keys,
        SeenSlots slots,
        Dictionary<SeenKey, Guid> firsts,
        CancellationToken cancellationToken)
    {
        // Each subquery looks key by key into the primary key of one slot, whatever the planner thinks of the tables' size. A join
        // may become a scan of them all, and with a list of slots each of them would be searched once for each slot of the list. The
        // slot's own table is named, or the planner would look at all ten for each of the eight.
        var (given, values) = Given(keys, key => key.ChannelId, key => key.Key);
        var earlier = slots.Earlier.Select((slot, i) =>
            $$"""
            (select callback_id from {{TableOf(slot)}} where slot = {{{values.Count + i}}} and channel_id = given.column1 and key = given.column2)
            """);
        var sql =
            $"""
            select given.column1 as channel_id, given.column2 as key, coalesce({string.Join(", ", earlier)}) as callback_id
            from {given}
            """;
        foreach (var found in await QueryAsync<EarlierSeen>(sql, [.. values, .. slots.Earlier], cancellationToken))
        {
            if (found.CallbackId is { } callbackId)
            {
                firsts[new SeenKey(found.ChannelId, found.Key)] = callbackId;
            }
        }
    }

    /// <summary>
    /// Notes what no day before has. Whoever comes second gets the row of who came first, after waiting for its commit. Around
    /// midnight an event may get a row of each day, from two callbacks: then the one seen earlier tells who was first.
    /// </summary>
    private async Task InsertAsync(
        IReadOnlyCollection<(SeenKey Key, Guid CallbackId)> events,
        SeenSlots slots,
        DateTimeOffset now,
        Dictionary<SeenKey, Guid> firsts,
        CancellationToken cancellationToken)
    {
        if (events.Count == 0)
        {
            return;
        }

        var (given, values) = Given(events, one => one.Key.ChannelId, one => one.Key.Key, one => one.CallbackId);
        var days = string.Join(", ", slots.Written.Select((_, i) => $"({{{values.Count + 1 + i}}})"));
        var sql =
            $$"""
            insert into {{Table("seen")}} (slot, channel_id, key, callback_id, seen_at)
            select days.column1, given.column1, given.column2, given.column3, {{{values.Count}}}
            from {{given}}, (values {{days}}) as days
            where true
            {{(Database.IsSqlite() ? "" : "order by given.position, days.column1")}}
            on conflict (slot, channel_id, key) do update set seen_at = seen.seen_at
            returning {{Columns<SeenEvent>()}}
            """;
        var written = await ReadAsync<SeenEvent>(sql, [.. values, now, .. slots.Written], cancellationToken);
        foreach (var row in written.OrderBy(row => row.SeenAt).ThenBy(row => row.CallbackId))
        {
            firsts.TryAdd(new SeenKey(row.ChannelId, row.Key), row.CallbackId);
        }
    }

    /// <summary>
    /// Rows to select from, as <c>given</c> with <c>column1</c> and so on. PostgreSQL gets a list for each column: with a value for
    /// each field, reading the statement would cost more than running it. It also gets the <c>position</c> of each row, to keep
    /// their order.
    /// </summary>
    private (string Text, IReadOnlyList<object> Values) Given<T>(IReadOnlyCollection<T> rows, params Func<T, object>[] columns)
    {
        if (Database.IsSqlite())
        {
            var listed = new SqlRows(string.Join(", ", columns.Select((_, i) => $"{{{i}}}")));
            foreach (var row in rows)
            {
                listed.Add([.. columns.Select(column => column(row))]);
            }

            return ($"(values {listed}) as given", listed.Values);
        }

        var lists = columns.Select(column => rows.Select(column).ToArray())
            .Select(list => list[0] is Guid ? (object)list.Cast<Guid>().ToArray() : list.Cast<string>().ToArray())
            .ToArray();
        var names = string.Join(", ", columns.Select((_, i) => $"column{i + 1}"));
        var places = string.Join(", ", columns.Select((_, i) => $"{{{i}}}"));
        return ($"unnest({places}) with ordinality as given ({names}, position)", lists);
    }

    /// <summary>A row of what was looked for.</summary>
    private sealed record EarlierSeen(Guid ChannelId, string Key, Guid? CallbackId);

    private sealed class SeenEventConfiguration : IEntityTypeConfiguration<SeenEvent>
    {
        public void Configure(EntityTypeBuilder<SeenEvent> builder)
        {
            builder.ToTable("seen");
            builder.HasKey(seen => new { seen.Slot, seen.ChannelId, seen.Key });
            builder.Property(seen => seen.Key).HasMaxLength(1024);
        }
    }
}
