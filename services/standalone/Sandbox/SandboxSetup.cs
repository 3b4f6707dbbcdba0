using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Tujenge.Dispatcher.Persistence;
using Tujenge.Edge.Persistence;
using Tujenge.Inbound.Persistence;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Sandbox;
using Tujenge.Infra.Secrets;
using Tujenge.Infra.Secrets.Rotating;
using Tujenge.Infra.Windows;
using Tujenge.Sender.Persistence;
using Tujenge.Simulator;

namespace Tujenge.Standalone.Sandbox;

/// <summary>Before anything else starts: creates the SQLite files, and the sandbox channels with their keys and webhooks.</summary>
internal sealed class SandboxSetup(
    IServiceProvider services,
    IConfiguration configuration,
    IOptions<SandboxOptions> options,
    TimeProvider clock) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await CreateAsync<SecretsDbContext>(cancellationToken);
        await CreateAsync<DirectoryDbContext>(cancellationToken);
        await CreateAsync<WindowsDbContext>(cancellationToken);
        await CreateAsync<EdgeDbContext>(cancellationToken);
        await CreateAsync<SenderDbContext>(cancellationToken);
        await CreateAsync<InboundDbContext>(cancellationToken);
        await CreateAsync<DispatcherDbContext>(cancellationToken);
        await services.GetRequiredService<SecretRotation>().EncryptAsync(cancellationToken);
        await AddSandboxAsync(cancellationToken);
        await RememberWhoWroteAsync(cancellationToken);
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
        var secrets = services.GetRequiredService<SecretProtector>();
        var webhook = $"{self}{SandboxDefaults.ReceiverPath}";
        await SandboxChannel.EnsureAsync(
            db, secrets, options.Value, $"{self}/simulator/graph", webhook, clock.GetUtcNow(), cancellationToken);
        await SandboxV1Channel.EnsureAsync(
            db, secrets, options.Value, $"{self}/simulator/onprem", webhook, clock.GetUtcNow(), cancellationToken);
    }

    /// <summary>
    /// The simulator starts with an empty memory. Without this the WhatsApp of kept data would know of no customer who wrote,
    /// and answer 470 inside an open window.
    /// </summary>
    private async Task RememberWhoWroteAsync(CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<WindowsDbContext>>()
            .CreateDbContextAsync(cancellationToken);
        var since = clock.GetUtcNow() - WindowsDbContext.Length;
        var v1 = SandboxChannel.IdOf(options.Value.V1PhoneNumber);
        foreach (var window in await db.Windows.AsNoTracking().Where(window => window.LastInboundAt > since).ToListAsync(cancellationToken))
        {
            services.RememberWriting(
                window.ChannelId == v1 ? SandboxOptions.SimulatorV1NumberId : options.Value.PhoneNumberId, window.Customer, window.LastInboundAt);
        }
    }
}
