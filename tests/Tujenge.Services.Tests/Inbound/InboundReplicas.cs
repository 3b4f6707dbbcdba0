using System.Security.Cryptography;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tujenge.Contracts.Callbacks;
using Tujenge.Inbound;
using Tujenge.Inbound.Persistence;
using Tujenge.Inbound.Processing;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Persistence;
using Tujenge.Infra.Secrets;
using Tujenge.Infra.Telemetry;
using Tujenge.Infra.Time;
using Tujenge.Infra.Windows;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing;
using Tujenge.Testing.Servers;

namespace Tujenge.Services.Tests.Inbound;

/// <summary>Inbound's consumer of Cloud API callbacks, as it stands in two processes over one database; the bus is the test.</summary>
internal sealed class InboundReplicas : IAsyncDisposable
{
    public static readonly DateTimeOffset ReceivedAt = DateTimeOffset.UnixEpoch;

    private readonly MovableClock _clock = new();
    private readonly TemporaryFolder _folder = new();
    private readonly PostgresServer? _server;
    private readonly string _database;
    private readonly WebApplication[] _replicas;
    private int _next;

    private InboundReplicas(PostgresServer? server, string? database)
    {
        _server = server;
        _database = database ?? _folder.Path;
        var masterKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        _replicas = [.. Enumerable.Range(0, 2).Select(_ => Build(masterKey))];
    }

    public DateTimeOffset Now => _clock.GetUtcNow();

    public static async Task<InboundReplicas> CreateAsync(DatabaseProvider provider)
    {
        if (provider == DatabaseProvider.Postgres)
        {
            var server = await TestServers.PostgresAsync();
            var onServer = new InboundReplicas(server, await MigratedDatabases.CreateAsync(server));
            await onServer.StartBusesAsync();
            return onServer;
        }

        var replicas = new InboundReplicas(null, null);
        await replicas.StartBusesAsync();
        await replicas.CreateTablesAsync<SecretsDbContext>();
        await replicas.CreateTablesAsync<DirectoryDbContext>();
        await replicas.CreateTablesAsync<WindowsDbContext>();
        await replicas.CreateTablesAsync<InboundDbContext>();
        return replicas;
    }

    public async Task<Channel[]> AddChannelsAsync(int count)
    {
        await using var db = await OpenAsync<DirectoryDbContext>();
        var channels = Enumerable.Range(0, count).Select(_ => NewChannel()).ToArray();
        db.Channels.AddRange(channels);
        await db.SaveChangesAsync();
        return channels;
    }

    /// <summary>Moves the clock, and does what is done every hour.</summary>
    public async Task AdvanceAsync(TimeSpan duration)
    {
        _clock.Advance(duration);
        await using var db = await OpenAsync<InboundDbContext>();
        await db.EmptyTomorrowAsync(Now, CancellationToken.None);
    }

    /// <summary>One of the replicas, in turn, gets a callback.</summary>
    public async Task ConsumeAsync(Guid callbackId, IReadOnlyList<Guid> channelIds, string body, Told told)
    {
        var services = _replicas[Interlocked.Increment(ref _next) % _replicas.Length].Services;
        var callback = new CallbackReceived { CallbackId = callbackId, ChannelIds = channelIds, ReceivedAt = ReceivedAt, Body = body };
        await ActivatorUtilities.CreateInstance<CallbackReceivedConsumer>(services).Consume(told.Delivery(callback));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
        {
            await replica.Services.GetRequiredService<IBusControl>().StopAsync();
            await replica.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DropDatabaseAsync(_database);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private Task<BusHandle[]> StartBusesAsync() =>
        Task.WhenAll(_replicas.Select(replica => replica.Services.GetRequiredService<IBusControl>().StartAsync()));

    private WebApplication Build(string masterKey)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(
        [
            new("Database:Provider", $"{(_server is null ? DatabaseProvider.Sqlite : DatabaseProvider.Postgres)}"),
            new("Database:ConnectionString", _database),
            new("Secrets:MasterKey", masterKey),
            new("Messaging:Transport", "InMemory"),
        ]);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddSingleton<TujengeMetrics>();
        builder.AddInbound();
        builder.AddMessaging(new ScriptedSender().Beside(new BusModule(_ => { }))); // Its own queues are the test.
        return builder.Build();
    }

    private Channel NewChannel()
    {
        var id = Guid.NewGuid();
        var secrets = _replicas[0].Services.GetRequiredService<SecretProtector>();
        return new Channel
        {
            Id = id,
            PhoneNumber = $"{id:N}"[..20],
            PhoneNumberId = $"{id:N}",
            CloudBaseUrl = "https://upstream.invalid",
            AccessToken = secrets.Protect("token", id, SecretField.AccessToken),
            AppSecret = secrets.Protect("secret", id, SecretField.AppSecret),
            VerifyToken = secrets.Protect("verify", id, SecretField.VerifyToken),
            CreatedAt = Now,
        };
    }

    private async Task CreateTablesAsync<TContext>()
        where TContext : DbContext
    {
        await using var db = await OpenAsync<TContext>();
        await db.Database.EnsureCreatedAsync();
    }

    private Task<TContext> OpenAsync<TContext>()
        where TContext : DbContext => _replicas[0].Services.GetRequiredService<IDbContextFactory<TContext>>().CreateDbContextAsync();
}
