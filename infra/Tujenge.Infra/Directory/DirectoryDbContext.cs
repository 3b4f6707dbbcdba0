using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Tujenge.Infra.Persistence;
using Tujenge.Infra.Secrets;

namespace Tujenge.Infra.Directory;

/// <summary>Configuration that all services read and edge writes: channels, API keys, webhooks.</summary>
public sealed partial class DirectoryDbContext(DbContextOptions<DirectoryDbContext> options)
    : TujengeDbContext(options, Schema)
{
    /// <summary>Schema of the directory.</summary>
    public const string Schema = "directory";

    /// <summary>Customers of the installation.</summary>
    public DbSet<Tenant> Tenants => Set<Tenant>();

    /// <summary>Business phone numbers.</summary>
    public DbSet<Channel> Channels => Set<Channel>();

    /// <summary>Keys of clients.</summary>
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    /// <summary>Webhooks of tenants.</summary>
    public DbSet<Webhook> Webhooks => Set<Webhook>();

    /// <summary>Templates of WhatsApp business accounts, as Graph told them last.</summary>
    public DbSet<TemplateList> TemplateLists => Set<TemplateList>();

    /// <summary>Every change of the above, and what operators did elsewhere.</summary>
    public DbSet<AuditEntry> AuditTrail => Set<AuditEntry>();

    /// <summary>Sets a channel's webhook; of two at once, the later one stays.</summary>
    public Task SetWebhookAsync(Webhook webhook, CancellationToken cancellationToken) => WriteAsync(
        $$"""
        insert into {{Table("webhooks")}} (channel_id, url, headers, changed_at) values ({0}, {1}, {2}, {3})
        on conflict (channel_id) do update
        set url = excluded.url, headers = excluded.headers, changed_at = excluded.changed_at
        """,
        [webhook.ChannelId, webhook.Url, webhook.Headers.Stored, webhook.ChangedAt],
        cancellationToken);

    /// <summary>Sets an account's templates; of two readers at once, either may stay.</summary>
    public Task SetTemplateListAsync(TemplateList list, CancellationToken cancellationToken) => WriteAsync(
        $$"""
        insert into {{Table("template_lists")}} (account, waba_id, namespace, templates, read_at, read_after, changes)
        values ({0}, {1}, {2}, {3}, {4}, {5}, 0)
        on conflict (account) do update
        set namespace = excluded.namespace, templates = excluded.templates, read_at = excluded.read_at, read_after = excluded.read_after
        """,
        [list.Account, list.WabaId, list.Namespace, list.Templates, list.ReadAt, list.ReadAfter],
        cancellationToken);

    /// <summary>Something of an account's templates has changed: who needs the list next reads it again, in whatever process.</summary>
    public Task NoteTemplateChangeAsync(string wabaId, CancellationToken cancellationToken) => TemplateLists
        .Where(list => list.WabaId == wabaId)
        .ExecuteUpdateAsync(set => set.SetProperty(list => list.Changes, list => list.Changes + 1), cancellationToken);

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<ProtectedText>().HaveConversion<ProtectedTextConverter>();
    }

    private sealed class ProtectedTextConverter() : ValueConverter<ProtectedText, string>(
        secret => secret.Stored,
        stored => new ProtectedText(stored));

    private sealed class TenantConfiguration : IEntityTypeConfiguration<Tenant>
    {
        public void Configure(EntityTypeBuilder<Tenant> builder)
        {
            builder.ToTable("tenants");
            builder.Property(tenant => tenant.Name).HasMaxLength(128);
            builder.HasIndex(tenant => tenant.Name).IsUnique();
        }
    }

    private sealed class ChannelConfiguration : IEntityTypeConfiguration<Channel>
    {
        public void Configure(EntityTypeBuilder<Channel> builder)
        {
            builder.ToTable("channels");
            builder.Property(channel => channel.PhoneNumber).HasMaxLength(32);
            builder.Property(channel => channel.PhoneNumberId).HasMaxLength(64);
            builder.Property(channel => channel.WabaId).HasMaxLength(64);
            builder.Property(channel => channel.AppId).HasMaxLength(64);
            builder.Property(channel => channel.V1BaseUrl).HasColumnName("v1_base_url").HasMaxLength(512);
            builder.Property(channel => channel.V1Username).HasColumnName("v1_username").HasMaxLength(256);
            builder.Property(channel => channel.V1Password).HasColumnName("v1_password");
            builder.HasIndex(channel => channel.PhoneNumberId).IsUnique().HasFilter("phone_number_id <> ''");
            builder.HasIndex(channel => channel.CallbackTokenHash).IsUnique();
            builder.HasIndex(channel => channel.PhoneNumber).IsUnique();
            builder.HasOne<Tenant>().WithMany().HasForeignKey(channel => channel.TenantId).OnDelete(DeleteBehavior.Restrict);
        }
    }

    private sealed class ApiKeyConfiguration : IEntityTypeConfiguration<ApiKey>
    {
        public void Configure(EntityTypeBuilder<ApiKey> builder)
        {
            builder.ToTable("api_keys");
            builder.Property(key => key.Start).HasMaxLength(16);
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

    private sealed class TemplateListConfiguration : IEntityTypeConfiguration<TemplateList>
    {
        public void Configure(EntityTypeBuilder<TemplateList> builder)
        {
            builder.ToTable("template_lists");
            builder.HasKey(list => list.Account);
            builder.HasIndex(list => list.WabaId);
        }
    }

    private sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
    {
        public void Configure(EntityTypeBuilder<AuditEntry> builder)
        {
            builder.ToTable("audit");
            builder.HasKey(entry => entry.Sequence);
            builder.Property(entry => entry.Actor).HasMaxLength(128);
            builder.Property(entry => entry.Action).HasMaxLength(64);
            builder.Property(entry => entry.Subject).HasMaxLength(128);
            builder.HasIndex(entry => new { entry.ChannelId, entry.Sequence });
        }
    }
}
