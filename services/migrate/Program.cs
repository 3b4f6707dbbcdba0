using System.Data.Common;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Tujenge.Dispatcher.Persistence;
using Tujenge.Edge.Persistence;
using Tujenge.Inbound.Persistence;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Hosting;
using Tujenge.Infra.Persistence;
using Tujenge.Infra.Sandbox;
using Tujenge.Infra.Secrets;
using Tujenge.Infra.Secrets.Rotating;
using Tujenge.Infra.Windows;
using Tujenge.Migrate;
using Tujenge.Sender.Persistence;

// Brings the database up to date, or rotates the secrets, and ends: exit code 0, or 1 with one line that says why. A step
// of its own, before the services start, so that replicas never race for it.
try
{
    if (ServiceHelp.IsAskedFor(args))
    {
        Console.WriteLine(ServiceHelp.DescribeCommand(
            "migrate",
            $"brings the database up to date and ends; {RotateSecrets.Command}: encrypts all secrets anew, and ends.",
            $"[{RotateSecrets.Command}]",
            new DatabaseOptions(), new SecretsOptions()));
        return 0;
    }

    if (args is [var command, ..] && command != RotateSecrets.Command && !command.StartsWith('-') && !command.Contains('='))
    {
        throw new InvalidOperationException($"Configuration: there is no command '{command}', only {RotateSecrets.Command}. See --help.");
    }

    var builder = WebApplication.CreateBuilder(args);

    // A fresh database has no history to read: that is no fault, and what is one is thrown.
    builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None);
    builder.AddSecretRotation();
    builder.AddDatabase<DirectoryDbContext>(DirectoryDbContext.Schema);
    builder.AddDatabase<WindowsDbContext>(WindowsDbContext.Schema);
    builder.AddDatabase<EdgeDbContext>(EdgeDbContext.Schema);
    builder.AddDatabase<SenderDbContext>(SenderDbContext.Schema);
    builder.AddDatabase<InboundDbContext>(InboundDbContext.Schema);
    builder.AddDatabase<DispatcherDbContext>(DispatcherDbContext.Schema);
    await using var app = builder.Build();
    app.Services.GetService<IStartupValidator>()?.Validate();

    if (args is [RotateSecrets.Command, ..])
    {
        return await RotateSecrets.RunAsync(app.Services.GetRequiredService<SecretRotation>());
    }

    // First, so that with a wrong master key nothing else is done.
    await MigrateAsync<SecretsDbContext>(app.Services);
    app.Services.GetRequiredService<SecretRotation>().EnsureKey();
    await MigrateAsync<DirectoryDbContext>(app.Services);
    await MigrateAsync<WindowsDbContext>(app.Services);
    await MigrateAsync<EdgeDbContext>(app.Services);
    await MigrateAsync<SenderDbContext>(app.Services);
    await MigrateAsync<InboundDbContext>(app.Services);
    await MigrateAsync<DispatcherDbContext>(app.Services);
    await EncryptSecretsAsync(app.Services, app.Configuration);
    await AddSandboxAsync(app.Services, app.Configuration);
    return 0;
}
catch (Exception problem) when (StartProblem.Describe(problem) is { } line)
{
    await Console.Error.WriteLineAsync(line);
    return 1;
}

static async Task EncryptSecretsAsync(IServiceProvider services, IConfiguration configuration)
{
    var rows = await services.GetRequiredService<SecretRotation>().EncryptAsync(CancellationToken.None);
    if (rows > 0)
    {
        Console.WriteLine($"Secrets: {rows} channels and webhooks had some in clear; they are encrypted now");
    }

    // The compose stack comes with it.
    if (configuration["Secrets:MasterKey"] == Convert.ToBase64String("tujenge-development-master-key-0"u8))
    {
        Console.WriteLine("Secrets: encrypted under a well-known master key. This is for development: copy .env.example to .env for an installation of your own.");
    }
}

// The compose stack comes with a channel on each side of the simulator, unless the key for it was set to nothing.
static async Task AddSandboxAsync(IServiceProvider services, IConfiguration configuration)
{
    var sandbox = configuration.GetSection(SandboxOptions.SectionName);
    if (string.IsNullOrEmpty(sandbox[nameof(SandboxOptions.ApiKey)]))
    {
        return;
    }

    await using var db = await services.GetRequiredService<IDbContextFactory<DirectoryDbContext>>().CreateDbContextAsync();
    var options = sandbox.Get<SandboxOptions>()!;
    var secrets = services.GetRequiredService<SecretProtector>();
    var simulator = sandbox["SimulatorUrl"] ?? "http://localhost:8090";
    var webhook = sandbox["WebhookUrl"] ?? "http://localhost:8090/simulator/receiver";
    await SandboxChannel.EnsureAsync(
        db,
        secrets,
        options,
        simulator,
        webhook,
        TimeProvider.System.GetUtcNow(),
        CancellationToken.None);
    await SandboxV1Channel.EnsureAsync(
        db,
        secrets,
        options,
        $"{simulator}/simulator/onprem",
        webhook,
        TimeProvider.System.GetUtcNow(),
        CancellationToken.None);
    var wellKnown = new SandboxOptions();
    Console.WriteLine(options.ApiKey == wellKnown.ApiKey || options.V1ApiKey == wellKnown.V1ApiKey
        ? "Sandbox channels: ready, with a well-known key. This is for development: copy .env.example to .env for an installation of your own."
        : "Sandbox channels: ready.");
}

static async Task MigrateAsync<TContext>(IServiceProvider services)
    where TContext : DbContext
{
    // The database may be starting beside us: wait for it, but not for ever.
    const int most = 30;
    for (var attempt = 1; ; attempt++)
    {
        try
        {
            await using var db = await services.GetRequiredService<IDbContextFactory<TContext>>().CreateDbContextAsync();
            var pending = (await db.Database.GetPendingMigrationsAsync()).ToArray();
            await db.Database.MigrateAsync();
            Console.WriteLine(pending is []
                ? $"{typeof(TContext).Name}: up to date"
                : $"{typeof(TContext).Name}: applied {string.Join(", ", pending)}");
            return;
        }
        catch (Exception fault) when (attempt < most && fault is DbException { IsTransient: true } or SocketException)
        {
            Console.WriteLine($"The database does not answer yet ({attempt} of {most}); trying again");
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }
}
