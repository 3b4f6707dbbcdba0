using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tujenge.Infra.Persistence;

namespace Tujenge.Infra.Directory;

/// <summary>Configuration that all services read and edge writes: channels, API keys, webhooks.</summary>
public sealed class DirectoryDbContext(DbContextOptions<DirectoryDbContext> options)
    : TujengeDbContext(options, Schema)
{
    /// <summary>Schema of the directory.</summary>
    public const string Schema = "directory";

    /// <summary>Business phone numbers.</summary>
    public DbSet<Channel> Channels => Set<Channel>();

    /// <summary>Keys of clients.</summary>
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    /// <summary>Webhooks of tenants.</summary>
    public DbSet<Webhook> Webhooks => Set<Webhook>();

    private sealed class ChannelConfiguration : IEntityTypeConfiguration<Channel>
    {
        public void Configure(EntityTypeBuilder<Channel> builder)
        {
            builder.ToTable("channels");
            builder.Property(channel => channel.PhoneNumber).HasMaxLength(32);
            builder.Property(channel => channel.PhoneNumberId).HasMaxLength(64);
            builder.Property(channel => channel.WabaId).HasMaxLength(64);
            builder.HasIndex(channel => channel.PhoneNumberId).IsUnique();
            builder.HasIndex(channel => channel.PhoneNumber).IsUnique();
        }
    }

    private sealed class ApiKeyConfiguration : IEntityTypeConfiguration<ApiKey>
    {
        public void Configure(EntityTypeBuilder<ApiKey> builder)
        {
            builder.ToTable("api_keys");
            builder.HasIndex(key => key.Hash).IsUnique();
            builder.HasIndex(key => key.ChannelId);
        }
    }

    private sealed class WebhookConfiguration : IEntityTypeConfiguration<Webhook>
    {
        public void Configure(EntityTypeBuilder<Webhook> builder)
        {
            builder.ToTable("webhooks");
            builder.HasKey(webhook => webhook.ChannelId);
        }
    }
}
