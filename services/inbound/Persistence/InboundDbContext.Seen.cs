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
            await WriteAsync($"truncate {Table($"seen_{SeenSlots.At(now).Tomorrow}")}", [], cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
    }

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
            await FindEarlierAsync(chunk.Select(noted => noted.Key), slots, firsts, cancellationToken);
            await InsertAsync(chunk.Where(noted => !firsts.ContainsKey(noted.Key)), slots, now, firsts, cancellationToken);
        }

        return firsts;
    }

    /// <summary>
    /// What was seen on a day before. Those days are not written any more, so looking is enough. What is found there gets no row
    /// of today, however often it is repeated, so it is forgotten eight days after it was seen first; only what is repeated at
    /// midnight gets one, and is remembered for a day longer.
    /// </summary>
    private async Task FindEarlierAsync(
        IEnumerable<SeenKey> keys,
        SeenSlots slots,
        Dictionary<SeenKey, Guid> firsts,
        CancellationToken cancellationToken)
    {
        var rows = new SqlRows("{0}, {1}");
        foreach (var key in keys)
        {
            rows.Add(key.ChannelId, key.Key);
        }

        // Each subquery looks key by key into the primary key of one slot, whatever the planner thinks of the tables' size. A join
        // may become a scan of them all, and with a list of slots each of them would be searched once for each slot of the list.
        var first = rows.Values.Count;
        var earlier = slots.Earlier.Select((_, i) =>
            $$"""
            (select callback_id from {{Table("seen")}} where slot = {{{first + i}}} and channel_id = given.column1 and key = given.column2)
            """);
        var sql =
            $"""
            select given.column1 as channel_id, given.column2 as key, coalesce({string.Join(", ", earlier)}) as callback_id
            from (values {rows}) as given
            """;
        foreach (var found in await QueryAsync<EarlierSeen>(sql, [.. rows.Values, .. slots.Earlier], cancellationToken))
        {
            if (found.CallbackId is { } callbackId)
            {
                firsts[new SeenKey(found.ChannelId, found.Key)] = callbackId;
            }
        }
    }

    /// <summary>
    /// Notes what no day before has. Whoever comes second gets the row of who came first, after waiting for its commit. Around
    /// midnight an event may get a row of each day, from two callbacks: then the earlier day's tells who was first, since whoever
    /// writes the later day's has tried the earlier one's before.
    /// </summary>
    private async Task InsertAsync(
        IEnumerable<(SeenKey Key, Guid CallbackId)> events,
        SeenSlots slots,
        DateTimeOffset now,
        Dictionary<SeenKey, Guid> firsts,
        CancellationToken cancellationToken)
    {
        var rows = new SqlRows("{0}, {1}, {2}, {3}, {4}");
        foreach (var (key, callbackId) in events)
        {
            foreach (var slot in slots.Written.Order())
            {
                rows.Add(slot, key.ChannelId, key.Key, callbackId, now);
            }
        }

        if (rows.Values.Count == 0)
        {
            return;
        }

        var sql =
            $"""
            insert into {Table("seen")} (slot, channel_id, key, callback_id, seen_at) values {rows}
            on conflict (slot, channel_id, key) do update set seen_at = seen.seen_at
            returning *
            """;
        var written = await ReadAsync<SeenEvent>(sql, rows.Values, cancellationToken);
        foreach (var row in written.OrderBy(row => row.SeenAt).ThenBy(row => row.CallbackId))
        {
            firsts.TryAdd(new SeenKey(row.ChannelId, row.Key), row.CallbackId);
        }
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
