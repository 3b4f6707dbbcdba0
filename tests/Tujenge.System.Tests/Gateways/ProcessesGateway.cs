using System.Globalization;
using Npgsql;
using RabbitMQ.Client;
using Tujenge.Testing;
using Tujenge.Testing.Processes;
using Tujenge.Testing.Servers;

namespace Tujenge.SystemTests.Gateways;

/// <summary>The services as processes of their own, on real RabbitMQ and PostgreSQL, with the simulator as WhatsApp.</summary>
internal sealed class ProcessesGateway : Gateway
{
    private readonly List<ServiceProcess> _processes = [];
    private PostgresServer? _postgres;
    private RabbitMqServer? _rabbitMq;
    private string _database = "";
    private Uri? _virtualHost;
    private ServiceProcess _edge = null!;
    private ServiceProcess _inbound = null!;
    private ServiceProcess _simulator = null!;

    public override Uri Edge => _edge.BaseAddress;

    /// <summary>Where edge's memory can be seen.</summary>
    public int EdgeProcessId => _edge.ProcessId;

    public override Uri Inbound => _inbound.BaseAddress;

    public override Uri Simulator => new(_simulator.BaseAddress, "simulator/");

    /// <summary>Asks all services to stop, as an orchestrator would; WhatsApp stays up.</summary>
    /// <returns>Their exit codes.</returns>
    public async Task<int[]> TerminateAsync() =>
        await Task.WhenAll(_processes.Except([_simulator]).Select(process => process.StopAsync()));

    /// <summary>Waits until a query counts one: for what no API shows.</summary>
    public async Task WaitForRowAsync(string countQuery)
    {
        await using var source = NpgsqlDataSource.Create(_database);
        await Eventually.HoldsAsync(
            async () =>
            {
                await using var command = source.CreateCommand(countQuery);
                return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture) == 1;
            },
            countQuery);
    }

    /// <summary>Puts something into a queue that no service can read.</summary>
    public async Task SpoilAsync(string queue)
    {
        var factory = new ConnectionFactory { Uri = _rabbitMq!.WithCredentials(_virtualHost!) };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicPublishAsync("", queue, "spoilt"u8.ToArray());
    }

    /// <summary>Makes an event that its webhook does not take look as old as those that are parked.</summary>
    /// <param name="phone">The customer's number in it.</param>
    public async Task AgeEventAsync(string phone)
    {
        await using var source = NpgsqlDataSource.Create(_database);
        await using var command = source.CreateCommand(
            $"update dispatcher.deliveries set created_at = created_at - interval '4 days' where body like '%{phone}%'");
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Settings for an operator's <c>tujenge</c> on the same servers.</summary>
    public Dictionary<string, string?> OperatorSettings()
    {
        var settings = ServiceSettings();
        settings["TUJENGE_URL"] = Edge.ToString();
        settings["TUJENGE_TOKEN"] = OperatorToken;
        return settings;
    }

    /// <summary>Settings for one more process on the same servers.</summary>
    public Dictionary<string, string?> ServiceSettings()
    {
        var settings = CommonSettings();
        settings["Database__ConnectionString"] = _database;
        settings["Secrets__MasterKey"] = MasterKey;
        settings["Messaging__Host"] = _virtualHost!.ToString();
        settings["Messaging__Username"] = _rabbitMq!.Username;
        settings["Messaging__Password"] = _rabbitMq.Password;
        return settings;
    }

    protected override async Task StartProductAsync()
    {
        _postgres = await TestServers.PostgresAsync();
        _rabbitMq = await TestServers.RabbitMqAsync();
        _database = await _postgres.CreateDatabaseAsync();
        _virtualHost = await _rabbitMq.CreateVirtualHostAsync();

        var migrated = await ServiceProcess.RunToEndAsync("Tujenge.Migrate", ServiceSettings());
        if (migrated.ExitCode != 0)
        {
            throw new InvalidOperationException($"migrate failed: {migrated.Output}");
        }

        // The sender first: it declares the queues that edge sends to.
        await AddAsync("Tujenge.Sender");
        await AddAsync("Tujenge.Dispatcher");
        _inbound = await AddAsync("Tujenge.Inbound");
        _edge = await AddAsync("Tujenge.Edge");
        _simulator = await AddAsync("Tujenge.Simulator", new()
        {
            ["Simulator__Numbers__0__PhoneNumberId"] = PhoneNumberId,
            ["Simulator__Numbers__0__PhoneNumber"] = PhoneNumber,
            ["Simulator__Numbers__0__AccessToken"] = AccessToken,
            ["Simulator__Numbers__0__AppSecret"] = AppSecret,
            ["Simulator__Numbers__0__WabaId"] = "200000000000001",
            ["Simulator__Numbers__0__CallbackUrl"] = new Uri(_inbound.BaseAddress, "callbacks/cloud").ToString(),
            ["Simulator__Numbers__1__PhoneNumberId"] = "onprem-1",
            ["Simulator__Numbers__1__PhoneNumber"] = V1PhoneNumber,
            ["Simulator__Numbers__1__Username"] = "sandbox",
            ["Simulator__Numbers__1__Password"] = V1Password,
        });
        await Task.WhenAll(_processes.Select(process => process.WaitReadyAsync()));

        (_, _, ApiKey) = await AddChannelAsync(new
        {
            phone_number = PhoneNumber,
            phone_number_id = PhoneNumberId,
            waba_id = "200000000000001",
            cloud_base_url = _simulator.BaseAddress.ToString().TrimEnd('/'),
            access_token = AccessToken,
            app_secret = AppSecret,
            verify_token = VerifyToken,
        });

        var second = await AdminAsync(HttpMethod.Post, "channels", new
        {
            phone_number = V1PhoneNumber,
            upstream = "v1",
            v1_base_url = new Uri(Simulator, "onprem"),
            v1_username = "sandbox",
            v1_password = V1Password,
        });
        (_, V1ApiKey) = await AddKeyAsync(second.GetProperty("id").GetGuid());
        V1CallbackToken = second.GetProperty("callback_token").GetString()!;
        await SimulateAsync(
            HttpMethod.Put, "numbers/onprem-1", new { callback_url = new Uri(_inbound.BaseAddress, $"callbacks/v1/{V1CallbackToken}") });
    }

    protected override async Task StopProductAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        if (_virtualHost is not null)
        {
            await _rabbitMq!.DeleteVirtualHostAsync(_virtualHost);
            await _postgres!.DropDatabaseAsync(_database);
        }
    }

    private async Task<ServiceProcess> AddAsync(string project, Dictionary<string, string?>? more = null)
    {
        var settings = ServiceSettings();
        foreach (var (name, value) in more ?? [])
        {
            settings[name] = value;
        }

        var process = await ServiceProcess.StartAsync(project, settings);
        _processes.Add(process);
        return process;
    }
}
