using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tujenge.Contracts.Messages;
using Tujenge.Edge.Contacts.Learning;
using Tujenge.Infra.Numbers;
using Tujenge.Infra.Persistence;

namespace Tujenge.Edge.Persistence;

/// <summary>How WhatsApp writes numbers.</summary>
public sealed partial class EdgeDbContext
{
    /// <summary>Numbers that WhatsApp writes otherwise than people may do.</summary>
    public DbSet<LearnedWaId> WaIds => Set<LearnedWaId>();

    /// <summary>
    /// Notes what was learned; of two words about one number the later one stays. That it was heard again is written once a
    /// day, which is often enough to know what is still in use.
    /// </summary>
    public Task LearnAsync(IEnumerable<WaIdLearned> learned, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = new SqlRows("{0}, {1}, {2}, {3}");
        var last = learned
            .GroupBy(one => (one.ChannelId, Number: ConversationKey.Of(one.Number)))
            .OrderBy(number => number.Key.ChannelId).ThenBy(number => number.Key.Number, StringComparer.Ordinal); // one lock order
        foreach (var number in last)
        {
            rows.Add(number.Key.ChannelId, number.Key.Number, number.Last().WaId, now);
        }

        return rows.Values.Count == 0
            ? Task.CompletedTask
            : WriteAsync(
                $$"""
                insert into {{Table("wa_ids")}} (channel_id, number, wa_id, learned_at) values {{rows}}
                on conflict (channel_id, number) do update set wa_id = excluded.wa_id, learned_at = excluded.learned_at
                where wa_ids.wa_id <> excluded.wa_id or wa_ids.learned_at <= {{{rows.Values.Count}}}
                """,
                [.. rows.Values, now.AddDays(-1)],
                cancellationToken);
    }

    /// <summary>How WhatsApp writes some of these numbers; the others are not known to be written otherwise.</summary>
    /// <returns>The <c>wa_id</c> by channel and <see cref="ConversationKey"/>.</returns>
    public Task<Dictionary<(Guid ChannelId, string Number), string>> FindWaIdsAsync(
        IReadOnlyList<(Guid ChannelId, string Number)> asked,
        CancellationToken cancellationToken)
    {
        // Two lists instead of pairs, so that there is one statement for all numbers of them; a few too many rows do no harm.
        Guid[] channels = [.. asked.Select(one => one.ChannelId).Distinct()];
        string[] keys = [.. asked.Select(one => ConversationKey.Of(one.Number)).Distinct()];
        return WaIds.AsNoTracking()
            .Where(known => channels.Contains(known.ChannelId) && keys.Contains(known.Number))
            .ToDictionaryAsync(known => (known.ChannelId, known.Number), known => known.WaId, cancellationToken);
    }

    /// <summary>Forgets numbers of which nothing was heard since.</summary>
    /// <returns>Number of numbers forgotten.</returns>
    public Task<int> ForgetWaIdsAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        WaIds.Where(known => known.LearnedAt <= before).ExecuteDeleteAsync(cancellationToken);

    private sealed class LearnedWaIdConfiguration : IEntityTypeConfiguration<LearnedWaId>
    {
        public void Configure(EntityTypeBuilder<LearnedWaId> builder)
        {
            builder.ToTable("wa_ids");
            builder.HasKey(known => new { known.ChannelId, known.Number });
            builder.Property(known => known.Number).HasMaxLength(LearnedWaId.LongestNumber);
            builder.Property(known => known.WaId).HasMaxLength(LearnedWaId.LongestNumber);
        }
    }
}
