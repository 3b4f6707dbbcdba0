using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Tujenge.Testing;
using Tujenge.Testing.OpenApi;
using Tujenge.Testing.Privacy;
using Tujenge.Testing.Receiver;
using Tujenge.Testing.Telemetry;

namespace Tujenge.SystemTests.Gateways;

/// <summary>The whole product, running, with a channel and a tenant's webhook: what a journey walks through.</summary>
internal abstract class Gateway : IAsyncDisposable
{
    private static int _numbers = Random.Shared.Next(100_000, 900_000);

    private readonly DocumentedAnswers _answers = new();
    private readonly HttpClient _client;

    protected Gateway() => _client = new HttpClient(_answers) { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Where clients call.</summary>
    public abstract Uri Edge { get; }

    /// <summary>Where WhatsApp calls.</summary>
    public abstract Uri Inbound { get; }

    /// <summary>Control API of the simulator, with a slash at the end.</summary>
    public abstract Uri Simulator { get; }

    /// <summary>Its own OpenAPI document, against which every answer to a client is held.</summary>
    public V1Docs Docs => _answers.Docs!;

    public OtlpCollector Telemetry { get; private set; } = null!;

    public WebhookReceiver Webhook { get; private set; } = null!;

    public string OperatorToken { get; } = Secret("operator");

    public string ApiKey { get; protected set; } = "";

    /// <summary>Key of the second channel, whose WhatsApp is the simulator's v1 server.</summary>
    public string V1ApiKey { get; protected set; } = "";

    public string V1PhoneNumber { get; } = NewNumber();

    public string V1Password { get; } = Secret("password");

    /// <summary>The end of the address that the v1 server calls.</summary>
    public string V1CallbackToken { get; protected set; } = "";

    public string PhoneNumber { get; } = NewNumber();

    public string PhoneNumberId { get; } = $"9{Random.Shared.NextInt64(10_000_000_000, 99_999_999_999)}";

    public string AppSecret { get; } = Secret("app");

    public string VerifyToken { get; } = Secret("verify");

    public string AccessToken { get; } = Secret("access");

    /// <summary>What the services' key ring is encrypted with.</summary>
    public string MasterKey { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public async Task StartAsync()
    {
        Telemetry = await OtlpCollector.StartAsync();
        Webhook = await WebhookReceiver.StartAsync();
        foreach (var (value, kind) in new[]
        {
            (OperatorToken, "operator token"), (PhoneNumber, "business number"), (AppSecret, "app secret"),
            (VerifyToken, "verify token"), (AccessToken, "access token"), (MasterKey, "master key"), (V1Password, "password"),
        })
        {
            PrivateValues.Add(value, kind);
        }

        await StartProductAsync();
        using (var http = new HttpClient { BaseAddress = Edge })
        {
            _answers.Docs = await V1Docs.ReadAsync(http);
        }

        _answers.BehindV1(V1ApiKey);
        PrivateValues.Add(ApiKey, "API key");
        PrivateValues.Add(V1ApiKey, "API key");
        PrivateValues.Add(V1CallbackToken, "callback token");
        var headerValue = Secret("header");
        PrivateValues.Add(headerValue, "webhook header");
        var set = await SetWebhookAsync(ApiKey, Webhook.Url("/hook"), new() { ["Authorization"] = headerValue });
        set.EnsureSuccessStatusCode();
        var second = await SetWebhookAsync(V1ApiKey, Webhook.Url("/hook"), new() { ["Authorization"] = headerValue });
        second.EnsureSuccessStatusCode();
    }

    /// <summary>A number that no other test uses.</summary>
    public static string NewNumber() => $"255713{Interlocked.Increment(ref _numbers):000000}";

    public static string Secret(string kind) => $"{kind}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";

    /// <summary>A customer's phone; its number must not be logged.</summary>
    public static string NewPhone()
    {
        var phone = NewNumber();
        PrivateValues.Add(phone, "customer's number");
        return phone;
    }

    /// <summary>A text that must not be logged.</summary>
    public static string NewText(string text)
    {
        var unique = $"{text} {Guid.NewGuid():N}";
        PrivateValues.Add(unique, "message text");
        return unique;
    }

    public Task<HttpResponseMessage> PostMessageAsync(string to, string text, string? key = null, string? traceParent = null) => CallAsync(
        HttpMethod.Post, "messages", key ?? ApiKey, JsonContent.Create(new { to, type = "text", text = new { body = text } }), traceParent);

    /// <summary>Sends a text that must be accepted, and returns its id.</summary>
    public async Task<string> SendTextAsync(string to, string text, string? traceParent = null, string? key = null)
    {
        using var answer = await PostMessageAsync(to, text, key, traceParent);
        var body = await answer.Content.ReadAsStringAsync();
        return (int)answer.StatusCode == 201
            ? JsonDocument.Parse(body).RootElement.GetProperty("messages")[0].GetProperty("id").GetString()!
            : throw new InvalidOperationException($"edge answered {(int)answer.StatusCode}: {body}");
    }

    /// <summary>What a contact check says of a number.</summary>
    /// <returns>Its <c>wa_id</c>.</returns>
    public async Task<string?> CheckContactAsync(string number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Edge, "v1/contacts"))
        {
            Content = JsonContent.Create(new { blocking = "wait", contacts = new[] { number } }),
        };
        request.Headers.Add("D360-API-KEY", ApiKey);
        using var answer = await _client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("contacts")[0].GetProperty("wa_id").GetString();
    }

    /// <summary>Posts a body that must be accepted, and returns the message's id and the warnings.</summary>
    public async Task<(string Id, string[] Warnings)> PostAcceptedAsync(string json)
    {
        using var answer = await CallAsync(HttpMethod.Post, "messages", ApiKey, new StringContent(json, Encoding.UTF8, "application/json"));
        var body = await answer.Content.ReadAsStringAsync();
        return (int)answer.StatusCode == 201
            ? (
                JsonDocument.Parse(body).RootElement.GetProperty("messages")[0].GetProperty("id").GetString()!,
                answer.Headers.TryGetValues("Tujenge-Warning", out var warnings) ? [.. warnings] : [])
            : throw new InvalidOperationException($"edge answered {(int)answer.StatusCode}: {body}");
    }

    /// <summary>Uploads a file that must be taken, and returns its id.</summary>
    public async Task<string> UploadAsync(HttpContent file, string? key = null)
    {
        using var answer = await CallAsync(HttpMethod.Post, "media", key ?? ApiKey, file);
        var body = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonDocument.Parse(body).RootElement.GetProperty("media")[0].GetProperty("id").GetString()!
            : throw new InvalidOperationException($"edge answered {(int)answer.StatusCode}: {body}");
    }

    public Task<HttpResponseMessage> SetWebhookAsync(string key, Uri url, Dictionary<string, string>? headers = null) =>
        CallAsync(HttpMethod.Post, "configs/webhook", key, JsonContent.Create(new { url, headers }));

    public Task<HttpResponseMessage> GetWebhookAsync(string key) => CallAsync(HttpMethod.Get, "configs/webhook", key);

    /// <summary>Calls the admin API; the answer must be a success.</summary>
    public async Task<JsonElement> AdminAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Edge, $"admin/v1/{path}"))
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        request.Headers.Add("Authorization", $"Bearer {OperatorToken}");
        using var answer = await _client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? text.Length == 0 ? default : JsonDocument.Parse(text).RootElement
            : throw new InvalidOperationException($"admin answered {(int)answer.StatusCode}: {text}");
    }

    /// <summary>Adds a channel with a key of its own.</summary>
    public async Task<(Guid ChannelId, Guid KeyId, string Key)> AddChannelAsync(object channel)
    {
        var added = await AdminAsync(HttpMethod.Post, "channels", channel);
        var id = added.GetProperty("id").GetGuid();
        var (keyId, key) = await AddKeyAsync(id);
        return (id, keyId, key);
    }

    /// <summary>Adds a key to a channel.</summary>
    public async Task<(Guid Id, string Key)> AddKeyAsync(Guid channelId)
    {
        var added = await AdminAsync(HttpMethod.Post, $"channels/{channelId}/keys");
        var key = added.GetProperty("key").GetString()!;
        PrivateValues.Add(key, "API key");
        return (added.GetProperty("id").GetGuid(), key);
    }

    /// <summary>Tells the simulator something; the answer must be a success.</summary>
    public async Task<JsonElement> SimulateAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Simulator, path))
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        using var answer = await _client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? text.Length == 0 ? default : JsonDocument.Parse(text).RootElement
            : throw new InvalidOperationException($"simulator answered {(int)answer.StatusCode} to {path}: {text}");
    }

    /// <summary>Any call of a client. The bytes of a file are not read yet; everything else is.</summary>
    public async Task<HttpResponseMessage> CallAsync(
        HttpMethod method,
        string path,
        string key,
        HttpContent? content = null,
        string? traceParent = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Edge, $"v1/{path}")) { Content = content };
        request.Headers.Add("WA-API-KEY", key);
        if (traceParent is not null)
        {
            request.Headers.Add("traceparent", traceParent);
        }

        return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Posts a callback as a v1 server would.</summary>
    public async Task<HttpResponseMessage> PostV1CallbackAsync(string token, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Inbound, $"callbacks/v1/{token}"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };

        // What is refused unread is cut off while it is still being sent, and the answer may be lost with it.
        request.Headers.ExpectContinue = body.Length > 1024 * 1024;
        return await _client.SendAsync(request);
    }

    /// <summary>A customer writes, and the webhook has been told so: the window is open.</summary>
    public async Task WriteAsync(string phone, string text, string? to = null)
    {
        await SimulateAsync(HttpMethod.Post, $"phones/{phone}/write", new { text, to = to ?? PhoneNumberId });
        await Eventually.HoldsAsync(
            () => Task.FromResult(MessagesAtWebhook().Any(message => message.GetProperty("from").GetString() == phone)),
            "the webhook to be told of a customer's message");
    }

    /// <summary>Posts a callback as WhatsApp would, signed.</summary>
    public async Task<HttpResponseMessage> PostCallbackAsync(string body, string? secret = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Inbound, "callbacks/cloud"))
        {
            Content = new ByteArrayContent(bytes),
        };
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret ?? AppSecret), bytes));
        request.Headers.Add("X-Hub-Signature-256", $"sha256={signature}");
        return await _client.SendAsync(request);
    }

    /// <summary>Send calls that the simulator got for a phone, in order: text and, if it took the message, WhatsApp's id.</summary>
    public async Task<IReadOnlyList<JsonElement>> SendCallsAsync(string phone)
    {
        var calls = await SimulateAsync(HttpMethod.Get, "calls");
        return [.. calls.GetProperty("calls").EnumerateArray().Where(call => call.GetProperty("to").GetString() == phone)];
    }

    /// <summary>Status events that the webhook acknowledged, as (event id, message id, status).</summary>
    public IReadOnlyList<(string EventId, string MessageId, string Status, JsonElement Json)> StatusesAtWebhook() =>
    [
        .. Webhook.Calls
            .Where(call => call.Json.TryGetProperty("statuses", out _))
            .SelectMany(call => call.Json.GetProperty("statuses").EnumerateArray().Select(status => (
                call.Headers["webhook-id"],
                status.GetProperty("id").GetString()!,
                status.GetProperty("status").GetString()!,
                status))),
    ];

    public IEnumerable<JsonElement> MessagesAtWebhook() => Webhook.Calls
        .Where(call => call.Json.TryGetProperty("messages", out _))
        .SelectMany(call => call.Json.GetProperty("messages").EnumerateArray());

    /// <summary>Waits until the webhook was told that a message has a status, and returns it.</summary>
    public Task<JsonElement> WaitForStatusAsync(string messageId, string status) => Eventually.GetAsync(
        () => Task.FromResult(StatusesAtWebhook()
            .Where(seen => seen.MessageId == messageId && seen.Status == status)
            .Select(seen => seen.Json)
            .FirstOrDefault()),
        json => json.ValueKind == JsonValueKind.Object,
        $"the webhook to be told that {messageId} is {status}");

    public async ValueTask DisposeAsync()
    {
        await StopProductAsync();
        _client.Dispose();
        await Webhook.DisposeAsync();
        await Telemetry.DisposeAsync();
    }

    protected abstract Task StartProductAsync();

    protected abstract Task StopProductAsync();

    /// <summary>Settings that every process of the product gets.</summary>
    protected Dictionary<string, string?> CommonSettings() => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Telemetry.Endpoint,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "500",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
        ["Logging__LogLevel__Default"] = "Information",
        ["Edge__OperatorToken"] = OperatorToken,
        ["Edge__MessagesPerSecond"] = "0", // Tests are in a hurry.
        ["Edge__RequestsPerSecond"] = "0",
        ["Dispatcher__FirstRetry"] = "00:00:00.200",
        ["Webhooks__AllowHttp"] = "true",
        ["Webhooks__AllowPrivateAddresses"] = "true",
    };
}
