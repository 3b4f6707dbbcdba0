using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Tujenge.Infra.Persistence;
using Tujenge.Infra.Secrets;

namespace Tujenge.Infra.Directory;

/// <summary>
/// Reads the directory through a cache that believes nothing for longer than a second. So a revoked key stops working
/// within two seconds on every replica, without anyone having to be told, and a busy key costs one query a second. The
/// secrets in what it returns can be revealed.
/// </summary>
public sealed class ChannelDirectory(
    IDbContextFactory<DirectoryDbContext> contexts,
    SecretProtector secrets,
    TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(1);

    private readonly BriefCache<KeyHash, OpenedChannel> _byKey = new(Lifetime);
    private readonly BriefCache<Guid, Channel> _byId = new(Lifetime);
    private readonly BriefCache<string, Channel> _byPhoneNumberId = new(Lifetime);
    private readonly BriefCache<Guid, Webhook> _webhooks = new(Lifetime);
    private readonly BriefCache<bool, Channel[]> _all = new(Lifetime);

    /// <summary>The channel that a key opens; null for a key that is unknown, damaged, revoked or past its end.</summary>
    public Task<OpenedChannel?> FindByApiKeyAsync(string key, CancellationToken cancellationToken) => _byKey.GetAsync(
        KeyHash.Of(key),
        () => ApiKeyText.IsDamaged(key) ? Task.FromResult<OpenedChannel?>(null) : ReadAsync(db => OpenAsync(db, ApiKeyText.HashOf(key))),
        cancellationToken);

    /// <summary>The channel with our id; null when there is none.</summary>
    public Task<Channel?> FindAsync(Guid channelId, CancellationToken cancellationToken) => _byId.GetAsync(
        channelId,
        () => ReadAsync(async db => Open(await db.Channels.SingleOrDefaultAsync(channel => channel.Id == channelId))),
        cancellationToken);

    /// <summary>The channel with the Cloud API's phone number id; null when it is not ours.</summary>
    public Task<Channel?> FindByPhoneNumberIdAsync(string phoneNumberId, CancellationToken cancellationToken) =>
        _byPhoneNumberId.GetAsync(
            phoneNumberId,
            () => ReadAsync(async db => phoneNumberId.Length == 0 ? null
                : Open(await db.Channels.SingleOrDefaultAsync(channel => channel.PhoneNumberId == phoneNumberId))),
            cancellationToken);

    /// <summary>The channel's webhook; null while none is set.</summary>
    public Task<Webhook?> FindWebhookAsync(Guid channelId, CancellationToken cancellationToken) => _webhooks.GetAsync(
        channelId,
        () => ReadAsync(async db =>
        {
            var webhook = await db.Webhooks.SingleOrDefaultAsync(webhook => webhook.ChannelId == channelId);
            webhook?.Open(secrets);
            return webhook;
        }),
        cancellationToken);

    /// <summary>All channels.</summary>
    public async Task<IReadOnlyList<Channel>> ListAsync(CancellationToken cancellationToken) =>
        await _all.GetAsync(
            true,
            () => ReadAsync<Channel[]>(async db =>
            {
                var channels = await db.Channels.ToArrayAsync();
                Array.ForEach(channels, channel => channel.Open(secrets));
                return channels;
            }),
            cancellationToken) ?? [];

    private async Task<OpenedChannel?> OpenAsync(DirectoryDbContext db, byte[] hash)
    {
        var found = await db.ApiKeys
            .Where(apiKey => apiKey.Hash == hash)
            .Join(db.Channels, apiKey => apiKey.ChannelId, channel => channel.Id, (key, channel) => new { key, channel })
            .SingleOrDefaultAsync();
        return found?.key.WorksAt(clock.GetUtcNow()) == true
            ? new OpenedChannel(Open(found.channel)!, found.key.Id)
            : null;
    }

    private Channel? Open(Channel? channel)
    {
        channel?.Open(secrets);
        return channel;
    }

    private async Task<T?> ReadAsync<T>(Func<DirectoryDbContext, Task<T?>> query)
    {
        await using var db = await contexts.CreateDbContextAsync();
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await query(db);
    }
}

/// <summary>Adds the directory.</summary>
public static class ChannelDirectoryExtensions
{
    /// <summary>Adds the directory's database, its cached reader and the encryption of its secrets; once, however many services ask.</summary>
    public static WebApplicationBuilder AddChannelDirectory(this WebApplicationBuilder builder)
    {
        if (builder.Services.All(service => service.ServiceType != typeof(ChannelDirectory)))
        {
            builder.AddDatabase<DirectoryDbContext>(DirectoryDbContext.Schema);
            builder.AddSecrets();
            builder.Services.TryAddSingleton<ChannelDirectory>();
        }

        return builder;
    }
}
