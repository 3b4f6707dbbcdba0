using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tujenge.Contracts.Messages;
using Tujenge.Infra.Persistence;

namespace Tujenge.Dispatcher.Persistence;

/// <summary>Deliveries and their attempts. No other service reads them.</summary>
public sealed partial class DispatcherDbContext(DbContextOptions<DispatcherDbContext> options) : TujengeDbContext(options, Schema)
{
    /// <summary>Schema of the dispatcher.</summary>
    public const string Schema = "dispatcher";

    /// <summary>Events on their way.</summary>
    public DbSet<Delivery> Deliveries => Set<Delivery>();

    /// <summary>The delivery log.</summary>
    public DbSet<DeliveryAttempt> Attempts => Set<DeliveryAttempt>();

    private string DeliveriesTable => Table("deliveries");

    /// <summary>Takes events in. One that is there already stays as it is: the broker repeated itself.</summary>
    public Task AcceptAsync(IReadOnlyCollection<AcceptedEvent> events, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = new SqlRows("{0}, {1}, {2}, 0, {3}, 0, {3}, cast({4} as text)");
        foreach (var (eventId, channelId, body, traceParent) in events)
        {
            rows.Add(eventId, channelId, body, now, traceParent);
        }

        return WriteAsync(
            $"""
            insert into {DeliveriesTable} (event_id, channel_id, body, state, due_at, attempts, created_at, trace_parent)
            values {rows}
            on conflict (event_id) do nothing
            """,
            rows.Values,
            cancellationToken);
    }

    /// <summary>Claims due deliveries, oldest first. A claim whose process died is due again when its lease ends.</summary>
    public async Task<IReadOnlyList<Delivery>> ClaimAsync(
        int limit,
        IReadOnlyCollection<Guid> fullChannels,
        DateTimeOffset now,
        TimeSpan lease,
        CancellationToken cancellationToken)
    {
        var notFull = fullChannels.Count == 0
            ? ""
            : $"and d.channel_id not in ({string.Join(", ", fullChannels.Select((_, i) => $"{{{i + 3}}}"))})";
        var sql =
            $$"""
            with due as materialized (
                select d.sequence from {{DeliveriesTable}} d
                where d.state = 0 and d.due_at <= {0} and (d.lease_until is null or d.lease_until < {0}) {{notFull}}
                order by d.due_at, d.sequence
                limit {1}
                {{SkipLocked}})
            update {{DeliveriesTable}} set lease_until = {2}
            where sequence in (select sequence from due)
            returning {{Columns<Delivery>()}}
            """;

        return await ReadAsync<Delivery>(
            sql, [now, limit, now + lease, .. fullChannels.Cast<object>()], cancellationToken);
    }

    /// <summary>Writes how attempts ended: the log's lines and where the deliveries stand now, in one transaction.</summary>
    public async Task EndAttemptsAsync(IReadOnlyCollection<AttemptEnd> ends, CancellationToken cancellationToken)
    {
        var rows = new SqlRows("{0}, {1}, {2}, {3}, cast({4} as timestamptz), cast({5} as text)");
        foreach (var end in ends.OrderBy(end => end.Sequence))
        {
            rows.Add(end.Sequence, (int)end.State, end.Number, end.DueAt, end.EndedAt, end.Attempt?.Error ?? end.Note);
        }

        var log = new SqlRows("{0}, {1}, {2}, {3}, cast({4} as integer), cast({5} as text)");
        foreach (var attempt in ends.Select(end => end.Attempt).OfType<DeliveryAttempt>())
        {
            log.Add(
                attempt.DeliverySequence, attempt.Number, attempt.StartedAt, attempt.DurationMs, attempt.StatusCode, attempt.Error);
        }

        await using var transaction = await Database.BeginTransactionAsync(cancellationToken);
        if (log.Values.Count > 0)
        {
            await WriteAsync(
                $"""
                insert into {Table("attempts")} (delivery_sequence, number, started_at, duration_ms, status_code, error)
                values {log}
                """,
                log.Values,
                cancellationToken);
        }

        await WriteAsync(
            $$"""
            with ended (sequence, state, attempts, due_at, ended_at, last_error) as (values {{rows}})
            update {{DeliveriesTable}}
            set state = ended.state, attempts = ended.attempts, due_at = ended.due_at, ended_at = ended.ended_at,
                last_error = ended.last_error, lease_until = null,
                body = case when ended.state = 1 then '' else deliveries.body end
            from ended
            where deliveries.sequence = ended.sequence and deliveries.state = 0
            """,
            rows.Values,
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The channel's configuration changed: what waits for it is worth a try now.</summary>
    public Task BringForwardAsync(Guid channelId, DateTimeOffset now, CancellationToken cancellationToken) => Deliveries
        .Where(delivery => delivery.State == DeliveryState.Waiting && delivery.ChannelId == channelId && delivery.DueAt > now)
        .ExecuteUpdateAsync(set => set.SetProperty(delivery => delivery.DueAt, now), cancellationToken);

    /// <summary>When the oldest undelivered event arrived; those that wait for a retry count.</summary>
    public Task<DateTimeOffset?> OldestWaitingAsync(CancellationToken cancellationToken) => Deliveries
        .Where(delivery => delivery.State == DeliveryState.Waiting)
        .OrderBy(delivery => delivery.Sequence)
        .Select(delivery => (DateTimeOffset?)delivery.CreatedAt)
        .FirstOrDefaultAsync(cancellationToken);

    private sealed class DeliveryConfiguration : IEntityTypeConfiguration<Delivery>
    {
        public void Configure(EntityTypeBuilder<Delivery> builder)
        {
            builder.ToTable("deliveries");
            builder.HasKey(delivery => delivery.Sequence);
            builder.Property(delivery => delivery.TraceParent).HasMaxLength(64);
            builder.Property(delivery => delivery.DiscardReason).HasMaxLength(500);
            builder.HasIndex(delivery => delivery.EventId).IsUnique();
            builder.HasIndex(delivery => new { delivery.DueAt, delivery.Sequence })
                .HasFilter("state = 0").HasDatabaseName("ix_deliveries_due");
            builder.HasIndex(delivery => delivery.Sequence, "ix_deliveries_waiting")
                .HasFilter("state = 0").HasDatabaseName("ix_deliveries_waiting");
            builder.HasIndex(delivery => delivery.EndedAt);

            // What operators look for, newest first. Most are delivered; those that were set aside have small indexes.
            builder.HasIndex(delivery => new { delivery.ChannelId, delivery.Sequence });
            builder.HasIndex(delivery => delivery.Sequence, "ix_deliveries_set_aside")
                .HasFilter("state > 1").HasDatabaseName("ix_deliveries_set_aside");
            builder.HasIndex(delivery => new { delivery.ChannelId, delivery.Sequence }, "ix_deliveries_set_aside_by_channel")
                .HasFilter("state > 1").HasDatabaseName("ix_deliveries_set_aside_by_channel");

            // Room for the claim beside the row.
            builder.HasStorageParameter("fillfactor", 75);
        }
    }

    private sealed class DeliveryAttemptConfiguration : IEntityTypeConfiguration<DeliveryAttempt>
    {
        public void Configure(EntityTypeBuilder<DeliveryAttempt> builder)
        {
            builder.ToTable("attempts");
            builder.HasKey(attempt => attempt.Id);
            builder.HasIndex(attempt => attempt.DeliverySequence);
            builder.HasOne<Delivery>().WithMany().HasForeignKey(attempt => attempt.DeliverySequence);
        }
    }
}

/// <summary>An event with the trace that brought it.</summary>
/// <param name="EventId">The event's id.</param>
/// <param name="ChannelId">The channel whose webhook gets it.</param>
/// <param name="Body">The v1 document.</param>
/// <param name="TraceParent">W3C trace context; null when nobody traces.</param>
public readonly record struct AcceptedEvent(Guid EventId, Guid ChannelId, string Body, string? TraceParent);

/// <summary>How a claim ended.</summary>
/// <param name="Sequence">The delivery.</param>
/// <param name="State">Where it stands now.</param>
/// <param name="Number">Attempts made so far.</param>
/// <param name="DueAt">When the next attempt is due, if any.</param>
/// <param name="EndedAt">When it was delivered or parked.</param>
/// <param name="Attempt">The log's line; null when no call was made.</param>
/// <param name="Note">Why no call was made.</param>
public sealed record AttemptEnd(
    long Sequence,
    DeliveryState State,
    int Number,
    DateTimeOffset DueAt,
    DateTimeOffset? EndedAt,
    DeliveryAttempt? Attempt,
    string? Note = null);
