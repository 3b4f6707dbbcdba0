using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Tujenge.Infra.Persistence;

namespace Tujenge.Infra.Directory;

/// <summary>
/// Reads the directory through a cache that believes nothing for longer than a second. So a revoked key stops working
/// within two seconds on every replica, without anyone having to be told, and a busy key costs one query a second.
/// </summary>
public sealed class ChannelDirectory(IDbContextFactory<DirectoryDbContext> contexts)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(1);

    private readonly Cache<string, Channel> _byKey = new();
    private readonly Cache<Guid, Channel> _byId = new();
    private readonly Cache<string, Channel> _byPhoneNumberId = new();
    private readonly Cache<Guid, Webhook> _webhooks = new();
    private readonly Cache<bool, Channel[]> _all = new();

    /// <summary>The channel that a key opens; null for an unknown or revoked key.</summary>
    public Task<Channel?> FindByApiKeyAsync(string key, CancellationToken cancellationToken)
    {
        var hash = ApiKey.HashOf(key);
        return _byKey.GetAsync(Convert.ToHexString(hash), () => ReadAsync(
            db => db.ApiKeys
                .Where(apiKey => apiKey.Hash == hash && apiKey.RevokedAt == null)
                .Join(db.Channels, apiKey => apiKey.ChannelId, channel => channel.Id, (_, channel) => channel)
                .SingleOrDefaultAsync(cancellationToken),
            cancellationToken));
    }

    /// <summary>The channel with our id; null when there is none.</summary>
    public Task<Channel?> FindAsync(Guid channelId, CancellationToken cancellationToken) =>
        _byId.GetAsync(channelId, () => ReadAsync(
            db => db.Channels.SingleOrDefaultAsync(channel => channel.Id == channelId, cancellationToken),
            cancellationToken));

    /// <summary>The channel with the Cloud API's phone number id; null when it is not ours.</summary>
    public Task<Channel?> FindByPhoneNumberIdAsync(string phoneNumberId, CancellationToken cancellationToken) =>
        _byPhoneNumberId.GetAsync(phoneNumberId, () => ReadAsync(
            db => db.Channels.SingleOrDefaultAsync(channel => channel.PhoneNumberId == phoneNumberId, cancellationToken),
            cancellationToken));

    /// <summary>The channel's webhook; null while none is set.</summary>
    public Task<Webhook?> FindWebhookAsync(Guid channelId, CancellationToken cancellationToken) =>
        _webhooks.GetAsync(channelId, () => ReadAsync(
            db => db.Webhooks.SingleOrDefaultAsync(webhook => webhook.ChannelId == channelId, cancellationToken),
            cancellationToken));

    /// <summary>All channels; what a callback's signature or verify token is compared with.</summary>
    public async Task<IReadOnlyList<Channel>> ListAsync(CancellationToken cancellationToken) =>
        await _all.GetAsync(true, () => ReadAsync(db => db.Channels.ToArrayAsync(cancellationToken)!, cancellationToken))
            ?? [];

    private async Task<T?> ReadAsync<T>(Func<DirectoryDbContext, Task<T?>> query, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await query(db);
    }

    /// <summary>Real time on purpose: a moved clock must not make a cache older or younger than it is.</summary>
    private sealed class Cache<TKey, TValue>
        where TKey : notnull
        where TValue : class
    {
        private const int MostEntries = 10_000;

        private readonly ConcurrentDictionary<TKey, (TValue? Value, long ReadAt)> _entries = new();

        public async Task<TValue?> GetAsync(TKey key, Func<Task<TValue?>> read)
        {
            if (_entries.TryGetValue(key, out var entry) && TimeProvider.System.GetElapsedTime(entry.ReadAt) < Lifetime)
            {
                return entry.Value;
            }

            // The age counts from before the query, so what changed while it ran is not believed for longer.
            var readAt = TimeProvider.System.GetTimestamp();
            var value = await read();
            if (_entries.Count >= MostEntries)
            {
                _entries.Clear(); // Somebody is guessing keys: forgetting costs one query each.
            }

            _entries[key] = (value, readAt);
            return value;
        }
    }
}

/// <summary>Adds the directory.</summary>
public static class ChannelDirectoryExtensions
{
    /// <summary>Adds the directory's database and its cached reader; once, however many services ask.</summary>
    public static WebApplicationBuilder AddChannelDirectory(this WebApplicationBuilder builder)
    {
        if (builder.Services.All(service => service.ServiceType != typeof(ChannelDirectory)))
        {
            builder.AddDatabase<DirectoryDbContext>(DirectoryDbContext.Schema);
            builder.Services.TryAddSingleton<ChannelDirectory>();
        }

        return builder;
    }
}
