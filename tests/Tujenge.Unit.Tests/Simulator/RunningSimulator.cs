using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using Tujenge.Infra.Time;
using Tujenge.Simulator;
using Tujenge.Testing.Receiver;

namespace Tujenge.Unit.Tests.Simulator;

/// <summary>The real simulator on a port of its own, with one business number whose callbacks come to a receiver.</summary>
internal sealed class RunningSimulator : IAsyncDisposable
{
    public const string NumberId = "100000000000001";
    public const string Token = "a-token";
    public const string AppSecret = "a-secret";
    public const string WabaId = "200000000000001";
    public const string Phone = "255712000111";

    private readonly WebApplication _app;

    private RunningSimulator(WebApplication app, WebhookReceiver callbacks)
    {
        _app = app;
        Callbacks = callbacks;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Http { get; }

    /// <summary>Where the number's callbacks go.</summary>
    public WebhookReceiver Callbacks { get; }

    /// <summary>Method and pattern of every route there is.</summary>
    public IEnumerable<(string Method, string Pattern)> Routes =>
        _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [], (endpoint, method) =>
                (method, endpoint.RoutePattern.RawText!));

    public static async Task<RunningSimulator> StartAsync(long seed = 7, params (string Name, string Value)[] settings)
    {
        var callbacks = await WebhookReceiver.StartAsync();
        callbacks.ExpectsV1 = false; // It stands for inbound: what comes is WhatsApp's.
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(
        [
            new("Simulator:Seed", $"{seed}"),
            new("Simulator:Numbers:0:PhoneNumberId", NumberId),
            new("Simulator:Numbers:0:PhoneNumber", "255754000000"),
            new("Simulator:Numbers:0:AccessToken", Token),
            new("Simulator:Numbers:0:WabaId", WabaId),
            new("Simulator:Numbers:0:AppSecret", AppSecret),
            new("Simulator:Numbers:0:CallbackUrl", callbacks.Url("/callbacks").ToString()),
            .. settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)),
        ]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(new MovableClock());
        builder.AddSimulator();

        var app = builder.Build();
        app.MapSimulator(graphAtRoot: true);
        await app.StartAsync();
        return new RunningSimulator(app, callbacks);
    }

    public Task<HttpResponseMessage> PutAsync(string path, string json) =>
        Http.PutAsync(new Uri($"/simulator/{path}", UriKind.Relative), new StringContent(json, Encoding.UTF8));

    public Task<HttpResponseMessage> PostAsync(string path, string json = "") =>
        Http.PostAsync(new Uri($"/simulator/{path}", UriKind.Relative), new StringContent(json, Encoding.UTF8));

    /// <summary>A control call that must succeed.</summary>
    public async Task<JsonElement> DoAsync(HttpMethod method, string path, string json = "")
    {
        using var request = new HttpRequestMessage(method, $"/simulator/{path}") { Content = new StringContent(json, Encoding.UTF8) };
        using var answer = await Http.SendAsync(request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public Task<JsonElement> GetAsync(string path) => Http.GetFromJsonAsync<JsonElement>($"/simulator/{path}");

    /// <summary>The phone writes, so that the window to it is open.</summary>
    public Task<JsonElement> OpenWindowAsync(string phone = Phone) =>
        DoAsync(HttpMethod.Post, $"phones/{phone}/write", """{"text":"hello"}""");

    /// <summary>Adds a number that the On-Premises API serves; its callbacks come to the same receiver.</summary>
    /// <returns>Root of its API.</returns>
    public async Task<Uri> AddOnPremisesNumberAsync(double? tokenSeconds = null)
    {
        await DoAsync(HttpMethod.Put, "numbers/onprem", JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["phone_number"] = "255754000001",
            ["username"] = "a-user",
            ["password"] = "a-password",
            ["token_seconds"] = tokenSeconds,
            ["callback_url"] = Callbacks.Url("/onprem"),
        }));
        return new Uri(Http.BaseAddress!, "/simulator/onprem");
    }

    public Task<HttpResponseMessage> SendTextAsync(string to = Phone, string text = "hi", string? opaque = null, string token = Token) =>
        SendAsync(
            JsonSerializer.Serialize(new
            {
                messaging_product = "whatsapp",
                to,
                type = "text",
                text = new { body = text },
                biz_opaque_callback_data = opaque,
            }),
            token);

    public async Task<HttpResponseMessage> SendAsync(string json, string? token = Token, string numberId = NumberId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v23.0/{numberId}/messages")
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        return await Http.SendAsync(request);
    }

    /// <summary>Sends a text that must be taken.</summary>
    /// <returns>WhatsApp's id.</returns>
    public async Task<string> SendTakenAsync(string to = Phone, string text = "hi", string? opaque = null)
    {
        using var answer = await SendTextAsync(to, text, opaque);
        var body = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), body);
        return JsonDocument.Parse(body).RootElement.GetProperty("messages")[0].GetProperty("id").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Callbacks.DisposeAsync();
    }
}
