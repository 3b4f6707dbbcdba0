using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tujenge.Infra.Persistence;

namespace Tujenge.Inbound.Persistence;

/// <summary>What was seen, and which of WhatsApp's ids are messages of ours. No other service reads it.</summary>
public sealed partial class InboundDbContext(DbContextOptions<InboundDbContext> options) : TujengeDbContext(options, Schema)
{
    /// <summary>Schema of inbound.</summary>
    public const string Schema = "inbound";

    /// <summary>Events that WhatsApp has brought.</summary>
    public DbSet<SeenEvent> Seen => Set<SeenEvent>();

    /// <summary>Our message ids by WhatsApp's.</summary>
    public DbSet<KnownMessage> MessageIds => Set<KnownMessage>();

    /// <summary>
    /// Notes events as seen, and tells each callback which of them are its to publish: those that it saw first. So a
    /// repeated delivery by the broker publishes again, and a callback repeated by WhatsApp does not.
    /// </summary>
    public async Task WriteAsync(IReadOnlyCollection<CallbackEntry> entries, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var transaction = await Database.BeginTransactionAsync(cancellationToken);
        var firsts = await NoteAsync(entries, now, cancellationToken);
        await RememberAsync(entries.SelectMany(entry => entry.Known), now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        foreach (var entry in entries)
        {
            entry.First = entry.Keys.Where(key => firsts.GetValueOrDefault(key) == entry.CallbackId).ToHashSet();
        }
    }

    /// <summary>The callback that saw each event first.</summary>
    private async Task<Dictionary<SeenKey, Guid>> NoteAsync(
        IEnumerable<CallbackEntry> entries,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var rows = new SqlRows("{0}, {1}, {2}, {3}");

        // In one order everywhere, or two batches with the same keys could wait for each other.
        foreach (var (key, callbackId) in entries
            .SelectMany(entry => entry.Keys, (entry, key) => (Key: key, entry.CallbackId))
            .DistinctBy(noted => noted.Key)
            .OrderBy(noted => noted.Key.ChannelId).ThenBy(noted => noted.Key.Key, StringComparer.Ordinal))
        {
            rows.Add(key.ChannelId, key.Key, callbackId, now);
        }

        if (rows.Values.Count == 0)
        {
            return [];
        }

        var sql =
            $"""
            insert into {Table("seen")} (channel_id, key, callback_id, seen_at) values {rows}
            on conflict (channel_id, key) do update set seen_at = seen.seen_at
            returning *
            """;
        var seen = await ReadAsync<SeenEvent>(sql, rows.Values, cancellationToken);
        return seen.ToDictionary(row => new SeenKey(row.ChannelId, row.Key), row => row.CallbackId);
    }

    private Task RememberAsync(IEnumerable<KnownId> ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = new SqlRows("{0}, {1}, {2}, {3}");
        foreach (var (channelId, upstreamId, messageId) in ids
            .DistinctBy(id => (id.ChannelId, id.UpstreamId))
            .OrderBy(id => id.ChannelId).ThenBy(id => id.UpstreamId, StringComparer.Ordinal))
        {
            rows.Add(channelId, upstreamId, messageId, now);
        }

        return rows.Values.Count == 0
            ? Task.CompletedTask
            : WriteAsync(
                $"insert into {Table("message_ids")} (channel_id, upstream_id, message_id, seen_at) values {rows} on conflict do nothing",
                rows.Values,
                cancellationToken);
    }

    private sealed class SeenEventConfiguration : IEntityTypeConfiguration<SeenEvent>
    {
        public void Configure(EntityTypeBuilder<SeenEvent> builder)
        {
            builder.ToTable("seen");
            builder.HasKey(seen => new { seen.ChannelId, seen.Key });
            builder.Property(seen => seen.Key).HasMaxLength(1024);
            builder.HasIndex(seen => seen.SeenAt);
        }
    }

    private sealed class KnownMessageConfiguration : IEntityTypeConfiguration<KnownMessage>
    {
        public void Configure(EntityTypeBuilder<KnownMessage> builder)
        {
            builder.ToTable("message_ids");
            builder.HasKey(message => new { message.ChannelId, message.UpstreamId });
            builder.Property(message => message.UpstreamId).HasMaxLength(512);
            builder.Property(message => message.MessageId).HasMaxLength(64);
            builder.HasIndex(message => message.SeenAt);
        }
    }
}

/// <summary>An event that WhatsApp has brought, and the callback that brought it first.</summary>
public sealed class SeenEvent
{
    /// <summary>The channel.</summary>
    public required Guid ChannelId { get; init; }

    /// <summary>See <see cref="SeenKey"/>.</summary>
    public required string Key { get; init; }

    /// <summary>The callback whose event it is.</summary>
    public required Guid CallbackId { get; init; }

    /// <summary>When it was first seen.</summary>
    public required DateTimeOffset SeenAt { get; init; }
}

/// <summary>WhatsApp's id of a message that we sent.</summary>
public sealed class KnownMessage
{
    /// <summary>The channel.</summary>
    public required Guid ChannelId { get; init; }

    /// <summary><c>wamid…</c></summary>
    public required string UpstreamId { get; init; }

    /// <summary>Our id.</summary>
    public required string MessageId { get; init; }

    /// <summary>When WhatsApp first told.</summary>
    public required DateTimeOffset SeenAt { get; init; }
}
