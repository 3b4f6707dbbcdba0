using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tujenge.Infra.Persistence;

namespace Tujenge.Infra.Directory;

/// <summary>What WhatsApp told of numbers and accounts.</summary>
public sealed partial class DirectoryDbContext
{
    /// <summary>Most notices that a channel has: whoever knows the app secret can make up fields without end.</summary>
    public const int MostNotices = 50;

    /// <summary>What WhatsApp told of numbers and accounts.</summary>
    public DbSet<AccountNotice> AccountNotices => Set<AccountNotice>();

    /// <summary>
    /// Notes what a callback tells of a channel, at most <see cref="MostNotices"/>. What is older than what is known is counted and
    /// changes nothing else; then the oldest go, before all those without a place of their own.
    /// </summary>
    public async Task NoteAsync(Guid channelId, IReadOnlyCollection<AccountNotice> notices, CancellationToken cancellationToken)
    {
        var rows = new SqlRows("{0}, {1}, {2}, cast({3} as text), cast({4} as timestamptz), cast({5} as timestamptz), {6}, {7}");
        foreach (var notice in notices.OrderBy(notice => notice.Field, StringComparer.Ordinal).ThenBy(notice => notice.Event, StringComparer.Ordinal))
        {
            rows.Add(
                channelId, notice.Field, notice.Event, notice.Value, notice.ToldAt, notice.ReceivedAt, notice.Times, notice.CallbackId);
        }

        const string isNewer =
            "(excluded.told_at, excluded.received_at) >= (account_notices.told_at, account_notices.received_at)";
        await WriteAsync(
            $"""
            insert into {Table("account_notices")} (channel_id, field, event, value, told_at, received_at, times, callback_id) values {rows}
            on conflict (channel_id, field, event) do update
            set value = case when {isNewer} then excluded.value else account_notices.value end,
                told_at = case when {isNewer} then excluded.told_at else account_notices.told_at end,
                received_at = case when {isNewer} then excluded.received_at else account_notices.received_at end,
                times = account_notices.times
                    + case when excluded.callback_id = account_notices.callback_id then 0 else excluded.times end,
                callback_id = excluded.callback_id
            """,
            rows.Values,
            cancellationToken);
        await ForgetSurplusAsync(channelId, cancellationToken);
    }

    /// <summary>What WhatsApp told of a channel.</summary>
    public Task<List<AccountNotice>> NoticesOfAsync(Guid channelId, CancellationToken cancellationToken) =>
        AccountNotices.AsNoTracking().Where(notice => notice.ChannelId == channelId).ToListAsync(cancellationToken);

    private async Task ForgetSurplusAsync(Guid channelId, CancellationToken cancellationToken)
    {
        var surplus = await AccountNotices.AsNoTracking()
            .Where(notice => notice.ChannelId == channelId)
            .OrderByDescending(notice => AccountFields.All.Contains(notice.Field))
            .ThenByDescending(notice => notice.ToldAt)
            .Skip(MostNotices)
            .Select(notice => new { notice.Field, notice.Event })
            .ToListAsync(cancellationToken);
        foreach (var old in surplus)
        {
            await AccountNotices
                .Where(notice => notice.ChannelId == channelId && notice.Field == old.Field && notice.Event == old.Event)
                .ExecuteDeleteAsync(cancellationToken);
        }
    }

    private sealed class AccountNoticeConfiguration : IEntityTypeConfiguration<AccountNotice>
    {
        public void Configure(EntityTypeBuilder<AccountNotice> builder)
        {
            builder.ToTable("account_notices");
            builder.HasKey(notice => new { notice.ChannelId, notice.Field, notice.Event });
            builder.Property(notice => notice.Field).HasMaxLength(AccountNotice.LongestName);
            builder.Property(notice => notice.Event).HasMaxLength(AccountNotice.LongestName);
            builder.Property(notice => notice.Value).HasMaxLength(AccountNotice.LongestValue);
        }
    }
}
