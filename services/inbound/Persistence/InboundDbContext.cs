using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tujenge.Infra.Persistence;

namespace Tujenge.Inbound.Persistence;

/// <summary>What was seen, and which of WhatsApp's ids are messages of ours. No other service reads it.</summary>
public sealed partial class InboundDbContext(DbContextOptions<InboundDbContext> options) : TujengeDbContext(options, Schema)
{
    /// <summary>Schema of inbound.</summary>
    public const string Schema = "inbound";

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

    private async Task RememberAsync(IEnumerable<KnownId> ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var chunk in ids
            .DistinctBy(id => (id.ChannelId, id.UpstreamId))
            .OrderBy(id => id.ChannelId).ThenBy(id => id.UpstreamId, StringComparer.Ordinal)
            .Chunk(SqlRows.Most))
        {
            var rows = new SqlRows("{0}, {1}, {2}, {3}");
            foreach (var (channelId, upstreamId, messageId) in chunk)
            {
                rows.Add(channelId, upstreamId, messageId, now);
            }

            await WriteAsync(
                $"insert into {Table("message_ids")} (channel_id, upstream_id, message_id, seen_at) values {rows} on conflict do nothing",
                rows.Values,
                cancellationToken);
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
