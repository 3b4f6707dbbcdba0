using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tujenge.Contracts.Operations;
using Tujenge.Contracts.Operations.Entries;
using Tujenge.Infra.Persistence;

namespace Tujenge.Inbound.Persistence;

/// <summary>The statements of callbacks that nobody got.</summary>
public sealed partial class InboundDbContext
{
    /// <summary>Callbacks that nobody got.</summary>
    public DbSet<UnmatchedCallback> Unmatched => Set<UnmatchedCallback>();

    /// <summary>Keeps callbacks; one that is kept already becomes due anew.</summary>
    /// <param name="callbacks">The callbacks.</param>
    /// <param name="most">How many there may be: older ones go. Delivered ones are counted too, so there may be fewer.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task KeepAsync(IEnumerable<UnmatchedCallback> callbacks, int most, CancellationToken cancellationToken)
    {
        foreach (var chunk in callbacks.OrderBy(callback => callback.PhoneNumberId, StringComparer.Ordinal).Chunk(SqlRows.Most))
        {
            var rows = new SqlRows("{0}, {1}, nullif({2}, {3}), {4}, {5}, {6}, {7}, {8}");
            foreach (var callback in chunk)
            {
                rows.Add(
                    callback.CallbackId, callback.PhoneNumberId, callback.ChannelId ?? Guid.Empty, Guid.Empty, callback.App,
                    (int)callback.Problem, callback.ReceivedAt, callback.Body, callback.DueAt);
            }

            await WriteAsync(
                $"""
                insert into {Table("unmatched")}
                    (callback_id, phone_number_id, channel_id, app, problem, received_at, body, due_at) values {rows}
                on conflict (callback_id, phone_number_id) do update set due_at = excluded.due_at
                """,
                rows.Values,
                cancellationToken);
        }

        await WriteAsync(
            $$"""delete from {{Table("unmatched")}} where sequence <= (select max(sequence) from {{Table("unmatched")}}) - {0}""",
            [most],
            cancellationToken);
    }

    /// <summary>Whether any waits for a channel.</summary>
    public Task<bool> AnyWaitsAsync(CancellationToken cancellationToken) =>
        Unmatched.AnyAsync(callback => string.Compare(callback.PhoneNumberId, "") > 0, cancellationToken);

    /// <summary>Those of the numbers that callbacks wait for.</summary>
    public Task<HashSet<string>> FindAwaitedAsync(
        IReadOnlyCollection<string> phoneNumberIds,
        DateTimeOffset now,
        CancellationToken cancellationToken) => Unmatched
            .Where(callback => phoneNumberIds.Contains(callback.PhoneNumberId) && callback.DueAt <= now)
            .Select(callback => callback.PhoneNumberId)
            .Distinct()
            .ToHashSetAsync(cancellationToken);

    /// <summary>Claims callbacks about a number that this app has signed, for as long as <paramref name="lease"/>.</summary>
    public async Task<IReadOnlyList<UnmatchedCallback>> ClaimUnmatchedAsync(
        string phoneNumberId,
        byte[] app,
        int limit,
        DateTimeOffset now,
        TimeSpan lease,
        CancellationToken cancellationToken)
    {
        var claimed = await ReadAsync<UnmatchedCallback>(
            $$"""
            with due as materialized (
                select sequence from {{Table("unmatched")}}
                where phone_number_id = {0} and app = {1} and due_at <= {2}
                order by sequence
                limit {3}
                {{SkipLocked}})
            update {{Table("unmatched")}} set due_at = {4}
            where sequence in (select sequence from due)
            returning {{Columns<UnmatchedCallback>()}}
            """,
            [phoneNumberId, app, now, limit, now + lease],
            cancellationToken);
        return [.. claimed.OrderBy(callback => callback.Sequence)];
    }

    /// <summary>Forgets a claimed callback, unless it was kept anew.</summary>
    public Task ForgetAsync(UnmatchedCallback claimed, CancellationToken cancellationToken) => Unmatched
        .Where(callback => callback.Sequence == claimed.Sequence && callback.DueAt == claimed.DueAt)
        .ExecuteDeleteAsync(cancellationToken);

    /// <summary>Forgets what came before.</summary>
    public Task ForgetUnmatchedAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        Unmatched.Where(callback => callback.ReceivedAt < before).ExecuteDeleteAsync(cancellationToken);

    /// <summary>The callbacks that fit, newest first; with its body the one that is asked for.</summary>
    public async Task<UnmatchedCallbacksFound> FindAsync(FindUnmatchedCallbacks wanted, CancellationToken cancellationToken)
    {
        var fitting = Unmatched.AsNoTracking();
        if (wanted.Id is { } id)
        {
            fitting = fitting.Where(callback => callback.Sequence == id);
        }

        if (wanted.PhoneNumberId is { } phoneNumberId)
        {
            fitting = fitting.Where(callback => callback.PhoneNumberId == phoneNumberId);
        }

        if (wanted.Problem is { } problem)
        {
            fitting = fitting.Where(callback => callback.Problem == problem);
        }

        var isOne = wanted.Id is not null;
        var page = wanted.Before is { } before ? fitting.Where(callback => callback.Sequence < before) : fitting;

        // One more than wanted, to see whether there are more.
        var found = await page
            .OrderByDescending(callback => callback.Sequence)
            .Take(wanted.Limit + 1)
            .Select(callback => new UnmatchedCallbackEntry
            {
                Id = callback.Sequence,
                Problem = callback.Problem,
                PhoneNumberId = callback.PhoneNumberId == "" ? null : callback.PhoneNumberId,
                ChannelId = callback.ChannelId,
                ReceivedAt = callback.ReceivedAt,
                Body = isOne ? callback.Body : null,
            })
            .ToListAsync(cancellationToken);
        return new UnmatchedCallbacksFound
        {
            Callbacks = [.. found.Take(wanted.Limit)],
            Count = await fitting.CountAsync(cancellationToken),
            Next = found.Count > wanted.Limit ? found[wanted.Limit - 1].Id : null,
        };
    }

    private sealed class UnmatchedCallbackConfiguration : IEntityTypeConfiguration<UnmatchedCallback>
    {
        public void Configure(EntityTypeBuilder<UnmatchedCallback> builder)
        {
            builder.ToTable("unmatched");
            builder.HasKey(callback => callback.Sequence);
            builder.Property(callback => callback.PhoneNumberId).HasMaxLength(512);
            builder.Property(callback => callback.App).HasMaxLength(32);
            builder.HasIndex(callback => new { callback.CallbackId, callback.PhoneNumberId }).IsUnique();
            builder.HasIndex(callback => callback.PhoneNumberId);
        }
    }
}
