using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tujenge.Dispatcher.Persistence;
using Tujenge.Edge.Persistence;
using Tujenge.Inbound.Persistence;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Persistence;
using Tujenge.Infra.Secrets;
using Tujenge.Infra.Time;
using Tujenge.Infra.Windows;
using Tujenge.Sender.Persistence;
using Tujenge.Testing.Privacy;
using Tujenge.Testing.Servers;

namespace Tujenge.Services.Tests.Support;

/// <summary>A migrated database and a virtual host of one fixture's own, on real servers, and a clock that can be moved.</summary>
internal sealed class TestBed : IAsyncDisposable
{
    private readonly PostgresServer _postgres;
    private readonly RabbitMqServer _rabbitMq;
    private readonly Uri _virtualHost;
    private readonly WebApplication _host;

    private TestBed(PostgresServer postgres, RabbitMqServer rabbitMq, string database, Uri virtualHost)
    {
        _postgres = postgres;
        _rabbitMq = rabbitMq;
        _virtualHost = virtualHost;
        Database = database;
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(Settings);
        builder.Logging.ClearProviders();
        builder.AddSecrets();
        _host = builder.Build();
    }

    public string Database { get; }

    public MovableClock Clock { get; } = new();

    /// <summary>What the key ring is encrypted with.</summary>
    public string MasterKey { get; } = NewMasterKey();

    /// <summary>Encrypts as the services do.</summary>
    public SecretProtector Secrets => _host.Services.GetRequiredService<SecretProtector>();

    public Dictionary<string, string?> Settings => new()
    {
        ["Database:ConnectionString"] = Database,
        ["Secrets:MasterKey"] = MasterKey,
        ["Messaging:Host"] = _virtualHost.ToString(),
        ["Messaging:Username"] = _rabbitMq.Username,
        ["Messaging:Password"] = _rabbitMq.Password,
        ["Messaging:SendQueues"] = "2",
        ["Webhooks:AllowHttp"] = "true",
        ["Webhooks:AllowPrivateAddresses"] = "true",
    };

    public static async Task<TestBed> CreateAsync() =>
        await CreateAsync(await TestServers.PostgresAsync(), await TestServers.RabbitMqAsync());

    /// <summary>On servers of the test's choice, which it may stop. Both must run again when the bed is disposed.</summary>
    public static async Task<TestBed> CreateAsync(PostgresServer postgres, RabbitMqServer rabbitMq) => new(
        postgres, rabbitMq, await MigratedDatabases.CreateAsync(postgres), await rabbitMq.CreateVirtualHostAsync());

    public TContext Open<TContext>(
        string schema, Func<DbContextOptions<TContext>, TContext> create, params IInterceptor[] interceptors)
        where TContext : DbContext
    {
        var options = new DbContextOptionsBuilder<TContext>();
        options.UseTujengeDatabase(new DatabaseOptions { ConnectionString = Database }, schema).AddInterceptors(interceptors);
        return create(options.Options);
    }

    public DirectoryDbContext OpenDirectory() =>
        Open(DirectoryDbContext.Schema, (DbContextOptions<DirectoryDbContext> options) => new DirectoryDbContext(options));

    public SenderDbContext OpenSender() =>
        Open(SenderDbContext.Schema, (DbContextOptions<SenderDbContext> options) => new SenderDbContext(options));

    public EdgeDbContext OpenEdge() =>
        Open(EdgeDbContext.Schema, (DbContextOptions<EdgeDbContext> options) => new EdgeDbContext(options));

    public DispatcherDbContext OpenDispatcher() =>
        Open(DispatcherDbContext.Schema, (DbContextOptions<DispatcherDbContext> options) => new DispatcherDbContext(options));

    public InboundDbContext OpenInbound(params IInterceptor[] interceptors) =>
        Open(InboundDbContext.Schema, (DbContextOptions<InboundDbContext> options) => new InboundDbContext(options), interceptors);

    public WindowsDbContext OpenWindows() =>
        Open(WindowsDbContext.Schema, (DbContextOptions<WindowsDbContext> options) => new WindowsDbContext(options));

    /// <summary>Adds a channel whose upstream and webhook are where the test wants them.</summary>
    public async Task<Channel> AddChannelAsync(string? cloudBaseUrl = null, string? webhookUrl = null, string? wabaId = null, string headers = "{}", string? appSecret = null, string? phoneNumberId = null, string? phoneNumber = null)
    {
        var digits = $"{Random.Shared.NextInt64(1_000_000_000, 9_999_999_999)}";
        var id = Guid.NewGuid();
        var channel = new Channel
        {
            Id = id,
            PhoneNumber = phoneNumber ?? "25575" + digits,
            PhoneNumberId = phoneNumberId ?? "10" + digits,
            WabaId = wabaId,
            CloudBaseUrl = cloudBaseUrl ?? "https://upstream.invalid",
            AccessToken = Secrets.Protect("token-" + digits, id, SecretField.AccessToken),
            AppSecret = Secrets.Protect(appSecret ?? "secret-" + digits, id, SecretField.AppSecret),
            VerifyToken = Secrets.Protect("verify-" + digits, id, SecretField.VerifyToken),
            CreatedAt = Clock.GetUtcNow(),
        };
        PrivateValues.Add(channel.PhoneNumber, "business number");
        PrivateValues.Add(channel.AccessToken.Reveal(), "access token");
        PrivateValues.Add(channel.AppSecret.Reveal(), "app secret");
        PrivateValues.Add(channel.VerifyToken.Reveal(), "verify token");
        await using var db = OpenDirectory();
        db.Channels.Add(channel);
        if (webhookUrl is not null)
        {
            db.Webhooks.Add(new Webhook
            {
                ChannelId = channel.Id,
                Url = webhookUrl,
                Headers = Secrets.Protect(headers, id, SecretField.WebhookHeaders),
                ChangedAt = Clock.GetUtcNow(),
            });
        }

        await db.SaveChangesAsync();
        return channel;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _postgres.DropDatabaseAsync(Database);
        await _rabbitMq.DeleteVirtualHostAsync(_virtualHost);
    }

    /// <summary>A customer's number, which no log may show.</summary>
    public static string NewPhone()
    {
        var phone = $"2557{Random.Shared.Next(10_000_000, 99_999_999)}";
        PrivateValues.Add(phone, "customer's number");
        return phone;
    }

    /// <summary>A key that no log may show.</summary>
    public static string NewMasterKey()
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        PrivateValues.Add(key, "master key");
        return key;
    }
}
