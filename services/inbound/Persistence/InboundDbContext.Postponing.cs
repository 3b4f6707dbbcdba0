using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Tujenge.Inbound.Persistence;

/// <summary>The statements of callbacks that wait.</summary>
public sealed partial class InboundDbContext
{
    /// <summary>Callbacks that wait for the answer to a send.</summary>
    public DbSet<PostponedCallback> Postponed => Set<PostponedCallback>();

    /// <summary>Puts a callback off, anew if it was put off before.</summary>
    public Task PostponeAsync(PostponedCallback callback, DateTimeOffset dueAt, CancellationToken cancellationToken) => WriteAsync(
        $$"""
        insert into {{Table("postponed")}} (callback_id, channel_id, received_at, body, is_cloud, due_at) values ({0}, {1}, {2}, {3}, {4}, {5})
        on conflict (callback_id) do update set due_at = excluded.due_at
        """,
        [callback.CallbackId, callback.ChannelId, callback.ReceivedAt, callback.Body, callback.IsCloud, dueAt],
        cancellationToken);

    /// <summary>Claims callbacks that are due, for as long as <paramref name="lease"/>.</summary>
    public Task<IReadOnlyList<PostponedCallback>> ClaimPostponedAsync(
        int limit,
        IReadOnlyCollection<Guid> fullChannels,
        DateTimeOffset now,
        TimeSpan lease,
        CancellationToken cancellationToken)
    {
        var notFull = fullChannels.Count == 0
            ? ""
            : $"and channel_id not in ({string.Join(", ", fullChannels.Select((_, i) => $"{{{i + 3}}}"))})";

        return ReadAsync<PostponedCallback>(
            $$"""
            with due as materialized (
                select callback_id from {{Table("postponed")}}
                where due_at <= {0} {{notFull}}
                order by due_at
                limit {1}
                {{SkipLocked}})
            update {{Table("postponed")}} set due_at = {2}
            where callback_id in (select callback_id from due)
            returning {{Columns<PostponedCallback>()}}
            """,
            [now, limit, now + lease, .. fullChannels.Cast<object>()],
            cancellationToken);
    }

    /// <summary>Forgets a claimed callback, unless it was put off anew.</summary>
    public Task ForgetAsync(PostponedCallback claimed, CancellationToken cancellationToken) => Postponed
        .Where(callback => callback.CallbackId == claimed.CallbackId && callback.DueAt == claimed.DueAt)
        .ExecuteDeleteAsync(cancellationToken);

    private sealed class PostponedCallbackConfiguration : IEntityTypeConfiguration<PostponedCallback>
    {
        public void Configure(EntityTypeBuilder<PostponedCallback> builder)
        {
            builder.ToTable("postponed");
            builder.HasKey(callback => callback.CallbackId);
            builder.Property(callback => callback.IsCloud).HasDefaultValue(false);
            builder.HasIndex(callback => callback.DueAt);
        }
    }
}
