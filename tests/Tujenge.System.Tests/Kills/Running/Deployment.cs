using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using Tujenge.SystemTests.Gateways;
using Tujenge.Testing.Privacy;
using Tujenge.Testing.Processes;
using Tujenge.Testing.Receiver;
using Tujenge.Testing.Servers;

namespace Tujenge.SystemTests.Kills.Running;

/// <summary>
/// Two of each service as processes, on a RabbitMQ and a PostgreSQL that nobody else uses, with two channels: WhatsApp
/// calls the first inbound for one and the second for the other, and both have the same webhook.
/// </summary>
internal sealed class Deployment : IAsyncDisposable
{
    private const int Replicas = 2;

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private readonly string _operatorToken = Gateway.Secret("operator");
    private readonly string _masterKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly Dictionary<string, string?> _settings = [];
    private Replica? _simulator;
    private string _connectionString = "";

    /// <summary>The services' processes; the simulator is WhatsApp and not among them.</summary>
    public List<Replica> Services { get; } = [];

    public RabbitMqServer RabbitMq { get; private set; } = null!;

    public PostgresServer Postgres { get; private set; } = null!;

    public WebhookReceiver Webhook { get; private set; } = null!;

    public WhatsApp WhatsApp { get; private set; } = null!;

    public IReadOnlyList<Channel> Channels { get; private set; } = [];

    public IReadOnlyList<Replica> Of(string kind) => [.. Services.Where(service => service.Kind == kind)];

    /// <summary>Starts it all.</summary>
    /// <param name="unknownOutcomeTimeout">
    /// How long the sender may wait for news of a message whose answer it did not live to see.
    /// </param>
    public async Task StartAsync(TimeSpan unknownOutcomeTimeout)
    {
        Webhook = await WebhookReceiver.StartAsync();
        Postgres = await TestServers.OwnPostgresAsync();
        RabbitMq = await TestServers.OwnRabbitMqAsync();
        _connectionString = await Postgres.CreateDatabaseAsync();
        await SetAsync(unknownOutcomeTimeout);

        var migrated = await ServiceProcess.RunToEndAsync("Tujenge.Migrate", _settings);
        if (migrated.ExitCode != 0)
        {
            throw new InvalidOperationException($"migrate failed: {migrated.Output}");
        }

        // Senders and dispatchers first: they declare the queues.
        foreach (var kind in new[] { "Sender", "Dispatcher", "Inbound", "Edge" })
        {
            for (var number = 1; number <= Replicas; number++)
            {
                Services.Add(await Replica.StartAsync(kind, number, _settings));
            }

            await Task.WhenAll(Of(kind).Select(service => service.WaitReadyAsync()));
        }

        await AddChannelsAsync();
    }

    /// <summary>Messages and events that the product still has to do something with.</summary>
    public async Task<long> CountOpenAsync()
    {
        const string open =
            """
            select (select count(*) from sender.messages where is_open or event_pending or (state = 1 and upstream_id is null))
                + (select count(*) from dispatcher.deliveries where state = 0)
            """;
        await using var source = NpgsqlDataSource.Create(_connectionString);
        await using var command = source.CreateCommand(open);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Services)
        {
            await process.DisposeAsync();
        }

        if (_simulator is not null)
        {
            await _simulator.DisposeAsync();
        }

        if (WhatsApp is not null)
        {
            WhatsApp.Dispose();
        }

        if (RabbitMq is not null)
        {
            await RabbitMq.DisposeAsync();
        }

        if (Postgres is not null)
        {
            await Postgres.DisposeAsync();
        }

        await Webhook.DisposeAsync();
        _client.Dispose();
    }

    private async Task SetAsync(TimeSpan unknownOutcomeTimeout)
    {
        PrivateValues.Add(_operatorToken, "operator token");
        PrivateValues.Add(_masterKey, "master key");
        _settings["Database__ConnectionString"] = _connectionString;
        _settings["Messaging__Host"] = (await RabbitMq.CreateVirtualHostAsync()).ToString();
        _settings["Messaging__Username"] = RabbitMq.Username;
        _settings["Messaging__Password"] = RabbitMq.Password;
        _settings["Edge__OperatorToken"] = _operatorToken;
        _settings["Edge__MessagesPerSecond"] = "0";
        _settings["Secrets__MasterKey"] = _masterKey;
        _settings["Webhooks__AllowHttp"] = "true";
        _settings["Webhooks__AllowPrivateAddresses"] = "true";

        // What a killed process held is taken up again when its lease ends, after twice or three times these.
        _settings["Sender__CallTimeout"] = "00:00:10";
        _settings["Dispatcher__Timeout"] = "00:00:05";
        _settings["Sender__UnknownOutcomeTimeout"] = unknownOutcomeTimeout.ToString("c");
    }

    private async Task AddChannelsAsync()
    {
        var numbers = Of("Inbound").Select(inbound => new BusinessNumber(inbound.Address)).ToArray();
        var settings = new Dictionary<string, string?>
        {
            // All of a run is compared at its end.
            ["Simulator__Memory"] = "1000000",
        };
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i].AddTo(settings, i);
        }

        _simulator = await Replica.StartAsync("Simulator", 1, settings);
        await _simulator.WaitReadyAsync();
        WhatsApp = new WhatsApp(_simulator.Address);
        Channels = await Task.WhenAll(numbers.Select(AddChannelAsync));
    }

    private async Task<Channel> AddChannelAsync(BusinessNumber number)
    {
        var added = await AdminAsync("channels", number.ToChannel(_simulator!.Address));
        var key = (await AdminAsync($"channels/{added.GetProperty("id").GetGuid()}/keys", null)).GetProperty("key").GetString()!;
        PrivateValues.Add(key, "API key");

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Of("Edge")[0].Address, "v1/configs/webhook"))
        {
            Content = JsonContent.Create(new { url = Webhook.Url("/hook") }),
        };
        request.Headers.Add("WA-API-KEY", key);
        using var set = await _client.SendAsync(request);
        set.EnsureSuccessStatusCode();
        return new Channel(number.PhoneNumberId, key);
    }

    private async Task<JsonElement> AdminAsync(string path, object? body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Of("Edge")[0].Address, $"admin/v1/{path}"))
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        request.Headers.Add("Authorization", $"Bearer {_operatorToken}");
        using var answer = await _client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
