using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tujenge.Edge.Messages.Sending.Idempotency;

namespace Tujenge.Edge.Persistence;

/// <summary>The idempotency keys of clients.</summary>
public sealed partial class EdgeDbContext
{
    /// <summary>Keys that were used lately.</summary>
    public DbSet<IdempotencyKey> IdempotencyKeys => Set<IdempotencyKey>();

    /// <summary>Takes a key that nobody has, or that counts no longer. One statement: the row decides between replicas.</summary>
    /// <param name="key">What shall stand there.</param>
    /// <param name="expired">Keys claimed before this moment count no longer.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>Whether it stands there now.</returns>
    public async Task<bool> ClaimKeyAsync(IdempotencyKey key, DateTimeOffset expired, CancellationToken cancellationToken) =>
        await WriteAsync(
            $$"""
            insert into {{Table("idempotency_keys")}} (channel_id, key, claimed_at, message_id, body_hash, message_hash, answer, is_confirmed)
            values ({0}, {1}, {2}, {3}, {4}, {5}, {6}, false)
            on conflict (channel_id, key) do update
            set claimed_at = excluded.claimed_at, message_id = excluded.message_id, body_hash = excluded.body_hash,
                message_hash = excluded.message_hash, answer = excluded.answer, is_confirmed = false
            where idempotency_keys.claimed_at <= {7}
            """,
            [key.ChannelId, key.Key, key.ClaimedAt, key.MessageId, key.BodyHash, key.MessageHash, key.Answer, expired],
            cancellationToken) == 1;

    /// <summary>What stands there; null when nothing does.</summary>
    public Task<IdempotencyKey?> FindKeyAsync(Guid channelId, string key, CancellationToken cancellationToken) => IdempotencyKeys
        .AsNoTracking()
        .SingleOrDefaultAsync(row => row.ChannelId == channelId && row.Key == key, cancellationToken);

    /// <summary>The broker has the key's message.</summary>
    /// <returns>Whether that was not known before.</returns>
    public async Task<bool> ConfirmKeyAsync(IdempotencyKey key, CancellationToken cancellationToken) => await IdempotencyKeys
        .Where(row => row.ChannelId == key.ChannelId && row.Key == key.Key && row.MessageId == key.MessageId && !row.IsConfirmed)
        .ExecuteUpdateAsync(set => set.SetProperty(row => row.IsConfirmed, true), cancellationToken) == 1;

    /// <summary>Forgets some that count no longer.</summary>
    /// <returns>Number of keys forgotten.</returns>
    public Task<int> ForgetKeysAsync(DateTimeOffset before, CancellationToken cancellationToken) => WriteAsync(
        $$"""
        delete from {{Table("idempotency_keys")}} where (channel_id, key) in (
            select channel_id, key from {{Table("idempotency_keys")}} where claimed_at <= {0} order by claimed_at limit 1000)
        """,
        [before],
        cancellationToken);

    private sealed class IdempotencyKeyConfiguration : IEntityTypeConfiguration<IdempotencyKey>
    {
        public void Configure(EntityTypeBuilder<IdempotencyKey> builder)
        {
            builder.ToTable("idempotency_keys");
            builder.HasKey(key => new { key.ChannelId, key.Key });
            builder.Property(key => key.Key).HasMaxLength(IdempotencyHeader.Longest);
            builder.Property(key => key.MessageId).HasMaxLength(64);
            builder.Property(key => key.BodyHash).HasMaxLength(32);
            builder.Property(key => key.MessageHash).HasMaxLength(32);
            builder.HasIndex(key => key.ClaimedAt);

            // Room for the tick beside the claim.
            builder.HasStorageParameter("fillfactor", 75);
        }
    }
}
