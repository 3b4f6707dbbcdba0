using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Tujenge.Testing.Processes;
using Tujenge.Testing.Servers;

namespace Tujenge.Benchmarks;

/// <summary>One process of each service on servers of this machine's packages, as they are installed: fsync is on.</summary>
internal sealed class Stack : IAsyncDisposable
{
    /// <summary>The business number of all rows.</summary>
    public const string PhoneNumberId = "106540352242922";

    private const string PhoneNumber = "255754000000";
    private const string OperatorToken = "operator-of-the-benchmarks";
    private const string Waba = "200000000000001";
    private const string AccessToken = "token-of-the-benchmarks";

    private readonly Dictionary<string, ServiceProcess> _services = [];
    private readonly Dictionary<string, string?> _settings;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };

    private Stack(Dictionary<string, string?> settings, Uri broker)
    {
        _settings = settings;
        Broker = broker;
    }

    /// <summary>Key of callbacks' signatures.</summary>
    public static string AppSecret => "secret-of-the-benchmarks";

    /// <summary>The virtual host with user and password.</summary>
    public Uri Broker { get; }

    /// <summary>The client's key.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The running services by name.</summary>
    public IReadOnlyDictionary<string, ServiceProcess> Services => _services;

    public static async Task<Stack> PrepareAsync()
    {
        var postgres = await TestServers.PostgresAsync();
        var broker = await TestServers.RabbitMqAsync();
        var virtualHost = await broker.CreateVirtualHostAsync();
        var stack = new Stack(
            new()
            {
                ["Database__ConnectionString"] = await postgres.CreateDatabaseAsync(),
                ["Messaging__Host"] = virtualHost.ToString(),
                ["Messaging__Username"] = broker.Username,
                ["Messaging__Password"] = broker.Password,
                ["Secrets__MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
                ["Edge__OperatorToken"] = OperatorToken,
                ["Edge__MessagesPerSecond"] = "0",
                ["Edge__RequestsPerSecond"] = "0",
                ["Webhooks__AllowHttp"] = "true",
                ["Webhooks__AllowPrivateAddresses"] = "true",
                ["Logging__LogLevel__Default"] = "Warning",
                ["DOTNET_TieredPGO"] = null, // As in production: tests do without.
            },
            broker.WithCredentials(virtualHost));
        var migrated = await ServiceProcess.RunToEndAsync("Tujenge.Migrate", stack._settings);
        return migrated.ExitCode == 0 ? stack : throw new InvalidOperationException(migrated.Output);
    }

    /// <summary>Starts a service and waits until it is ready.</summary>
    public async Task<ServiceProcess> StartAsync(string service, Dictionary<string, string?>? more = null)
    {
        var process = await ServiceProcess.StartAsync($"Tujenge.{service}", new Dictionary<string, string?>([.. _settings, .. more ?? []]));
        _services[service] = process;
        await process.WaitReadyAsync();
        return process;
    }

    /// <summary>Ends a service as an orchestrator would.</summary>
    public async Task StopAsync(string service)
    {
        _services.Remove(service, out var process);
        await process!.StopAsync();
        await process.DisposeAsync();
    }

    /// <summary>Starts the simulator, which calls back where inbound listens.</summary>
    public Task<ServiceProcess> StartSimulatorAsync() => StartAsync("Simulator", new()
    {
        ["Simulator__Numbers__0__PhoneNumberId"] = PhoneNumberId,
        ["Simulator__Numbers__0__PhoneNumber"] = PhoneNumber,
        ["Simulator__Numbers__0__AccessToken"] = AccessToken,
        ["Simulator__Numbers__0__AppSecret"] = AppSecret,
        ["Simulator__Numbers__0__WabaId"] = Waba,
        ["Simulator__Numbers__0__CallbackUrl"] = $"{_services["Inbound"].BaseAddress}callbacks/cloud",
    });

    /// <summary>Adds the channel and a key to it.</summary>
    public async Task AddChannelAsync()
    {
        var graph = _services.TryGetValue("Simulator", out var simulator)
            ? simulator.BaseAddress.ToString().TrimEnd('/')
            : "http://127.0.0.1:9";
        var channel = await AdminAsync("channels", new
        {
            phone_number = PhoneNumber,
            phone_number_id = PhoneNumberId,
            waba_id = Waba,
            cloud_base_url = graph,
            access_token = AccessToken,
            app_secret = AppSecret,
        });
        var key = await AdminAsync($"channels/{channel.GetProperty("id")}/keys", null);
        Key = key.GetProperty("key").GetString()!;
    }

    /// <summary>Sets the channel's webhook.</summary>
    public async Task SetWebhookAsync(Uri url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_services["Edge"].BaseAddress, "v1/configs/webhook"))
        {
            Content = JsonContent.Create(new { url }),
        };
        request.Headers.Add("WA-API-KEY", Key);
        using var answer = await _http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.Values)
        {
            await service.DisposeAsync();
        }

        _http.Dispose();
    }

    private async Task<JsonElement> AdminAsync(string path, object? body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_services["Edge"].BaseAddress, $"admin/v1/{path}"))
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        request.Headers.Add("Authorization", $"Bearer {OperatorToken}");
        using var answer = await _http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
