using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tujenge.Infra.Numbers;
using Tujenge.Infra.Persistence;

namespace Tujenge.Infra.Windows;

/// <summary>
/// The windows: the one operational table that services share, on purpose. Inbound writes a window before it publishes the
/// message, sender reads it before it sends, so no reply to a published message is ever told 470; edge reads it for forecasts,
/// and for these alone the conversations that the sender holds.
/// </summary>
public sealed class WindowsDbContext(DbContextOptions<WindowsDbContext> options) : TujengeDbContext(options, Schema)
{
    /// <summary>Schema of the windows.</summary>
    public const string Schema = "windows";

    /// <summary>How long a window stays open after the customer's last message.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromHours(24);

    /// <summary>Longest key of a customer. Of a longer one nothing is known, so WhatsApp decides.</summary>
    private const int LongestCustomer = 128;

    /// <summary>One row for each customer who wrote.</summary>
    public DbSet<CustomerServiceWindow> Windows => Set<CustomerServiceWindow>();

    /// <summary>One row for each conversation that waits for a message that was put off, and for some that waited lately.</summary>
    public DbSet<HeldConversation> HeldConversations => Set<HeldConversation>();

    /// <summary>Moves windows forward, never back; repeating it changes nothing.</summary>
    public async Task MoveAsync(IEnumerable<CustomerMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var windows in messages
            .GroupBy(message => (message.ChannelId, Key: ConversationKey.Of(message.Customer)))
            .Where(window => window.Key.Key.Length <= LongestCustomer)
            .OrderBy(window => window.Key.ChannelId).ThenBy(window => window.Key.Key, StringComparer.Ordinal) // one lock order
            .Chunk(SqlRows.Most))
        {
            var rows = new SqlRows("{0}, {1}, {2}");
            foreach (var window in windows)
            {
                rows.Add(window.Key.ChannelId, window.Key.Key, window.Max(message => message.At));
            }

            await WriteAsync(
                $"""
                insert into {Table("windows")} (channel_id, customer, last_inbound_at) values {rows}
                on conflict (channel_id, customer) do update set last_inbound_at = excluded.last_inbound_at
                where windows.last_inbound_at < excluded.last_inbound_at
                """,
                rows.Values,
                cancellationToken);
        }
    }

    /// <summary>Notes that WhatsApp knows of no window; a customer who was seen writing is believed more than that.</summary>
    public Task NoteClosedAsync(Guid channelId, string customer, CancellationToken cancellationToken) =>
        MoveAsync([new CustomerMessage(channelId, customer, DateTimeOffset.UnixEpoch)], cancellationToken);

    /// <summary>When the window closes; null when nothing is known, so that only WhatsApp can decide.</summary>
    public async Task<DateTimeOffset?> ClosesAtAsync(Guid channelId, string customer, CancellationToken cancellationToken)
    {
        var key = ConversationKey.Of(customer);
        var window = await Windows.AsNoTracking()
            .SingleOrDefaultAsync(w => w.ChannelId == channelId && w.Customer == key, cancellationToken);
        return window?.LastInboundAt + Length;
    }

    /// <summary>Notes until when the messages to a customer wait for one that was put off.</summary>
    public async Task HoldAsync(Guid channelId, string customer, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var key = ConversationKey.Of(customer);
        if (key.Length <= LongestCustomer)
        {
            await WriteAsync(
                $$"""
                insert into {{Table("held_conversations")}} (channel_id, customer, until) values ({0}, {1}, {2})
                on conflict (channel_id, customer) do update set until = excluded.until
                """,
                [channelId, key, until],
                cancellationToken);
        }
    }

    /// <summary>What a forecast needs of many conversations at once.</summary>
    /// <returns>
    /// For each of the customers, in their order, when the window closes, null where nothing is known; and until when the
    /// conversation is held, null where it is not.
    /// </returns>
    public async Task<IReadOnlyList<(DateTimeOffset? ClosesAt, DateTimeOffset? HeldUntil)>> ReadAsync(
        IReadOnlyList<(Guid ChannelId, string Customer)> asked,
        CancellationToken cancellationToken)
    {
        // Two lists instead of pairs, so that there is one statement for all numbers of them; a few too many rows do no harm.
        var keys = asked.Select(one => (one.ChannelId, Customer: ConversationKey.Of(one.Customer))).ToArray();
        var channels = keys.Select(key => key.ChannelId).Distinct().ToArray();
        var customers = keys.Select(key => key.Customer).Distinct().ToArray();
        var windows = await Windows.AsNoTracking()
            .Where(window => channels.Contains(window.ChannelId) && customers.Contains(window.Customer))
            .ToDictionaryAsync(window => (window.ChannelId, window.Customer), cancellationToken);
        var held = await HeldConversations.AsNoTracking()
            .Where(conversation => channels.Contains(conversation.ChannelId) && customers.Contains(conversation.Customer))
            .ToDictionaryAsync(conversation => (conversation.ChannelId, conversation.Customer), cancellationToken);
        return [.. keys.Select(key => (windows.GetValueOrDefault(key)?.LastInboundAt + Length, held.GetValueOrDefault(key)?.Until))];
    }

    private sealed class WindowConfiguration : IEntityTypeConfiguration<CustomerServiceWindow>
    {
        public void Configure(EntityTypeBuilder<CustomerServiceWindow> builder)
        {
            builder.ToTable("windows");
            builder.HasKey(window => new { window.ChannelId, window.Customer });
            builder.Property(window => window.Customer).HasMaxLength(LongestCustomer);
        }
    }

    private sealed class HeldConversationConfiguration : IEntityTypeConfiguration<HeldConversation>
    {
        public void Configure(EntityTypeBuilder<HeldConversation> builder)
        {
            builder.ToTable("held_conversations");
            builder.HasKey(conversation => new { conversation.ChannelId, conversation.Customer });
            builder.Property(conversation => conversation.Customer).HasMaxLength(LongestCustomer);
        }
    }
}

/// <summary>A customer wrote.</summary>
/// <param name="ChannelId">To whom.</param>
/// <param name="Customer">The number or user id, as WhatsApp spells it.</param>
/// <param name="At">When, by WhatsApp's clock.</param>
public readonly record struct CustomerMessage(Guid ChannelId, string Customer, DateTimeOffset At);
