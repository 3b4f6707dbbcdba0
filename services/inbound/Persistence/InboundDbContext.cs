using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tujenge.Infra.Persistence;

namespace Tujenge.Inbound.Persistence;

/// <summary>What was seen, and which of WhatsApp's ids are messages of ours. No other service reads it.</summary>
public sealed class InboundDbContext(DbContextOptions<InboundDbContext> options) : TujengeDbContext(options, Schema)
{
    /// <summary>Schema of inbound.</summary>
    public const string Schema = "inbound";

    /// <summary>Events that WhatsApp has brought.</summary>
    public DbSet<SeenEvent> Seen => Set<SeenEvent>();

    /// <summary>Our message ids by WhatsApp's.</summary>
    public DbSet<KnownMessage> MessageIds => Set<KnownMessage>();

    /// <summary>
    /// Notes events as seen by a callback, and tells which of them are that callback's to publish: those that it saw
    /// first. So a repeated delivery by the broker publishes again, and a callback repeated by WhatsApp does not.
    /// </summary>
    /// <returns>The keys that belong to the callback.</returns>
    public async Task<IReadOnlySet<SeenKey>> NoteAsync(
        IEnumerable<SeenKey> keys,
        Guid callbackId,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var rows = new SqlRows("{0}, {1}, {2}, {3}");

        // In one order everywhere, or two callbacks with the same keys could wait for each other.
        foreach (var key in keys.Distinct().OrderBy(key => key.ChannelId).ThenBy(key => key.Key, StringComparer.Ordinal))
        {
            rows.Add(key.ChannelId, key.Key, callbackId, now);
        }

        if (rows.Values.Count == 0)
        {
            return new HashSet<SeenKey>();
        }

        var sql =
            $"""
            insert into {Table("seen")} (channel_id, key, callback_id, seen_at) values {rows}
            on conflict (channel_id, key) do update set seen_at = seen.seen_at
            returning *
            """;
        var seen = await ReadAsync<SeenEvent>(sql, rows.Values, cancellationToken);
        return seen
            .Where(row => row.CallbackId == callbackId)
            .Select(row => new SeenKey(row.ChannelId, row.Key))
            .ToHashSet();
    }

    /// <summary>Remembers which of WhatsApp's ids are messages of ours.</summary>
    public Task RememberAsync(IEnumerable<KnownMessage> messages, CancellationToken cancellationToken)
    {
        var rows = new SqlRows("{0}, {1}, {2}, {3}");
        foreach (var message in messages
            .DistinctBy(message => (message.ChannelId, message.UpstreamId))
            .OrderBy(message => message.ChannelId).ThenBy(message => message.UpstreamId, StringComparer.Ordinal))
        {
            rows.Add(message.ChannelId, message.UpstreamId, message.MessageId, message.SeenAt);
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

/// <summary>
/// What an event is recognised by (whatsapp-v1-webhooks, section 7): a message by its id, a status by the message's id
/// and the status, in groups by the member too. The kind comes first, so that a status cannot be taken for a message.
/// </summary>
/// <param name="ChannelId">The channel.</param>
/// <param name="Key">The text.</param>
public readonly record struct SeenKey(Guid ChannelId, string Key)
{
    /// <summary>Key of an inbound message.</summary>
    public static SeenKey OfMessage(Guid channelId, string id) => new(channelId, $"m:{id}");

    /// <summary>Key of a status.</summary>
    public static SeenKey OfStatus(Guid channelId, string id, string status, string? groupMember) =>
        new(channelId, groupMember is null ? $"s:{id}:{status}" : $"s:{id}:{status}:{groupMember}");

    /// <summary>Whether it is a status.</summary>
    public bool IsStatus => Key.StartsWith("s:", StringComparison.Ordinal);
}
