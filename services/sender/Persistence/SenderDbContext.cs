using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tujenge.Infra.Persistence;

namespace Tujenge.Sender.Persistence;

/// <summary>The message log. No other service reads it.</summary>
public sealed partial class SenderDbContext(DbContextOptions<SenderDbContext> options) : TujengeDbContext(options, Schema)
{
    /// <summary>Schema of the sender.</summary>
    public const string Schema = "sender";

    /// <summary>v1 code of a message whose fate stayed unknown; the one failure that news from WhatsApp takes back.</summary>
    public const int UnknownFate = 408;

    /// <summary>Longest id that is kept, as long as inbound takes them; real ones have some 60 characters.</summary>
    public const int LongestUpstreamId = 512;

    /// <summary>Outbound messages.</summary>
    public DbSet<LoggedMessage> Messages => Set<LoggedMessage>();

    private string MessagesTable => Table("messages");

    private sealed class LoggedMessageConfiguration : IEntityTypeConfiguration<LoggedMessage>
    {
        public void Configure(EntityTypeBuilder<LoggedMessage> builder)
        {
            builder.ToTable("messages");
            builder.HasKey(message => message.Sequence);
            builder.Property(message => message.MessageId).HasMaxLength(64);
            builder.Property(message => message.UpstreamId).HasMaxLength(LongestUpstreamId);
            builder.Property(message => message.Recipient).HasMaxLength(128);
            builder.Property(message => message.Conversation).HasMaxLength(128);
            builder.Property(message => message.Type).HasMaxLength(32);
            builder.Property(message => message.TraceParent).HasMaxLength(64);
            builder.HasIndex(message => message.MessageId).IsUnique();
            builder.HasIndex(message => new { message.ChannelId, message.UpstreamId });

            // Only what waits or is under way: these stay small however long the log grows.
            builder.HasIndex(message => new { message.ChannelId, message.Conversation, message.Sequence })
                .HasFilter("is_open").HasDatabaseName("ix_messages_lane");
            builder.HasIndex(message => new { message.DueAt, message.Sequence })
                .HasFilter("is_open").HasDatabaseName("ix_messages_due");
            builder.HasIndex(message => message.Sequence, "ix_messages_unanswered")
                .HasFilter("upstream_id is null and failed_at is null and not is_open").HasDatabaseName("ix_messages_unanswered");
            builder.HasIndex(message => message.FailedAt)
                .HasFilter("event_pending").HasDatabaseName("ix_messages_event_pending");
            builder.HasIndex(message => message.AcceptedAt);

            // What operators look for, newest first. The state is in none of them: it changes four times, and each change
            // would write every index anew. Most messages are delivered or read; for the others there are small ones.
            builder.HasIndex(message => new { message.ChannelId, message.Sequence });
            builder.HasIndex(message => new { message.Conversation, message.Sequence });
            builder.HasIndex(message => message.Sequence, "ix_messages_undelivered")
                .HasFilter("delivered_at is null and read_at is null and failed_at is null").HasDatabaseName("ix_messages_undelivered");
            builder.HasIndex(message => message.Sequence, "ix_messages_failed")
                .HasFilter("failed_at is not null").HasDatabaseName("ix_messages_failed");

            // Room for the next state beside the last one.
            builder.HasStorageParameter("fillfactor", 75);
        }
    }
}
