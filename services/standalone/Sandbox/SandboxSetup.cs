using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Tujenge.Dispatcher.Persistence;
using Tujenge.Inbound.Persistence;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Windows;
using Tujenge.Sender.Persistence;
using Tujenge.Standalone.Receiver;

namespace Tujenge.Standalone.Sandbox;

/// <summary>Before anything else starts: creates the SQLite files, and the sandbox channel with its key and webhook.</summary>
internal sealed class SandboxSetup(
    IServiceProvider services,
    IConfiguration configuration,
    IOptions<SandboxOptions> options,
    TimeProvider clock) : IHostedLifecycleService
{
    private readonly SandboxOptions _sandbox = options.Value;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await CreateAsync<DirectoryDbContext>(cancellationToken);
        await CreateAsync<WindowsDbContext>(cancellationToken);
        await CreateAsync<SenderDbContext>(cancellationToken);
        await CreateAsync<InboundDbContext>(cancellationToken);
        await CreateAsync<DispatcherDbContext>(cancellationToken);
        await AddSandboxAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task CreateAsync<TContext>(CancellationToken cancellationToken)
        where TContext : DbContext
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<TContext>>()
            .CreateDbContextAsync(cancellationToken);

        // SQLite files are not migrated: the file remembers which version of the schema it was made for.
        var version = (int)BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(db.Database.GenerateCreateScript())));
        if (await db.Database.EnsureCreatedAsync(cancellationToken))
        {
#pragma warning disable EF1002 // A pragma takes no parameters, and the value is a number.
            await db.Database.ExecuteSqlRawAsync($"pragma journal_mode = wal; pragma user_version = {version};", cancellationToken);
#pragma warning restore EF1002
            return;
        }

        var found = await db.Database.SqlQueryRaw<int>("select user_version as value from pragma_user_version").SingleAsync(cancellationToken);
        if (found != version)
        {
            throw new InvalidOperationException(
                "Configuration: the data was written by another version of Tujenge. Start with an empty --data folder.");
        }
    }

    private async Task AddSandboxAsync(CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<DirectoryDbContext>>()
            .CreateDbContextAsync(cancellationToken);
        var self = configuration["Sandbox:SelfUrl"];
        var number = _sandbox.PhoneNumber.TrimStart('+');
        var channelId = DerivedId.From("sandbox", number);

        var channel = await db.Channels.FindAsync([channelId], cancellationToken);
        if (channel is null)
        {
            channel = new Channel
            {
                Id = channelId,
                PhoneNumber = number,
                PhoneNumberId = "",
                CloudBaseUrl = "",
                AccessToken = "",
                AppSecret = "",
                VerifyToken = "",
                CreatedAt = clock.GetUtcNow(),
            };
            db.Channels.Add(channel);
        }

        channel.PhoneNumberId = _sandbox.PhoneNumberId;
        channel.CloudBaseUrl = _sandbox.CloudBaseUrl?.ToString().TrimEnd('/') ?? $"{self}/simulator/graph";
        channel.WabaId = _sandbox.WabaId ?? (_sandbox.CloudBaseUrl is null ? SandboxDefaults.SimulatorWabaId : null);
        channel.AccessToken = _sandbox.AccessToken;
        channel.AppSecret = _sandbox.AppSecret;
        channel.VerifyToken = _sandbox.VerifyToken;

        var hash = ApiKey.HashOf(_sandbox.ApiKey);
        if (!await db.ApiKeys.AnyAsync(key => key.Hash == hash, cancellationToken))
        {
            db.ApiKeys.Add(new ApiKey
            {
                Id = Guid.NewGuid(),
                ChannelId = channelId,
                Hash = hash,
                CreatedAt = clock.GetUtcNow(),
            });
        }

        if (!await db.Webhooks.AnyAsync(webhook => webhook.ChannelId == channelId, cancellationToken))
        {
            db.Webhooks.Add(new Webhook
            {
                ChannelId = channelId,
                Url = $"{self}{ReceiverService.Path}",
                Headers = "{}",
                ChangedAt = clock.GetUtcNow(),
            });
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
