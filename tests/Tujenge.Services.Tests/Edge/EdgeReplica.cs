using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using Tujenge.Edge;
using Tujenge.Infra.Hosting;
using Tujenge.Infra.Messaging;
using Tujenge.Testing.OpenApi;
using Tujenge.Testing.Privacy;
using Tujenge.Testing.Processes;

namespace Tujenge.Services.Tests.Edge;

/// <summary>One replica of edge on real servers, and its clients and operators.</summary>
internal sealed class EdgeReplica : IAsyncDisposable
{
    /// <summary>Short, so that an outage is noticed while somebody waits.</summary>
    public static readonly TimeSpan ConfirmTimeout = TimeSpan.FromSeconds(2);

    private const string OperatorToken = "an-operator-token";

    private readonly WebApplication _app;
    private readonly HttpClient _http;
    private readonly FileLog _log;

    private EdgeReplica(WebApplication app, FileLog log)
    {
        _app = app;
        _log = log;
        _http = new HttpClient(new DocumentedAnswers()) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    /// <summary>Its parts.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>What it has logged.</summary>
    public string Log => _log.Text;

    /// <summary>What a load balancer is told.</summary>
    public async Task<HttpStatusCode> ReadinessAsync() => (await _http.GetAsync(new Uri("/readyz", UriKind.Relative))).StatusCode;

    public static async Task<EdgeReplica> StartAsync(
        IEnumerable<KeyValuePair<string, string?>> servers,
        bool brokerIsThere = true)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(servers);
        builder.Configuration.AddInMemoryCollection(
        [
            new("Edge:OperatorToken", OperatorToken),
            new("Edge:MessagesPerSecond", "0"),
            new("Edge:RequestsPerSecond", "0"),
            new("Messaging:ConfirmTimeout", $"{ConfirmTimeout}"),
        ]);
        builder.AddServiceDefaults("edge", defaultPort: 0);
        var log = new FileLog("edge-replica");
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddEdge();
        builder.AddMessaging(EdgeService.Bus);
        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapEdge();
        await app.StartAsync();
        if (brokerIsThere)
        {
            await app.Services.GetRequiredService<IBusControl>()
                .WaitForHealthStatus(BusHealthStatus.Healthy, TimeSpan.FromSeconds(30));
        }

        var edge = new EdgeReplica(app, log);
        await V1Docs.LoadAsync(edge._http, "");
        return edge;
    }

    /// <summary>A channel and a key to it, made as an operator would.</summary>
    public async Task<(Guid ChannelId, Guid KeyId, string Key)> CreateChannelAsync()
    {
        var number = Random.Shared.NextInt64(255_000_000_000, 255_999_999_999);
        var channel = await CreateAsync("/admin/v1/channels", $$"""
            {"phone_number":"{{number}}","phone_number_id":"id-{{number}}","access_token":"token","app_secret":"secret"}
            """);
        var channelId = channel.GetProperty("id").GetGuid();
        var key = await CreateAsync($"/admin/v1/channels/{channelId}/keys");
        return (channelId, key.GetProperty("id").GetGuid(), key.GetProperty("key").GetString()!);
    }

    /// <summary>A key to a channel that is there already.</summary>
    public async Task<string> CreateKeyAsync(Guid channelId) =>
        (await CreateAsync($"/admin/v1/channels/{channelId}/keys")).GetProperty("key").GetString()!;

    public async Task RevokeAsync(Guid keyId)
    {
        using var answer = await AdminAsync(HttpMethod.Delete, $"/admin/v1/keys/{keyId}");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
    }

    public Task<HttpResponseMessage> SendTextAsync(string key, string to, string text, string? idempotencyKey = null) => SendAsync(
        HttpMethod.Post, "/v1/messages", key, $$$"""{"to":"{{{to}}}","text":{"body":"{{{text}}}"}}""", idempotencyKey);

    /// <summary>Sends a text that must be accepted.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> AcceptedAsync(string key, string to, string text)
    {
        using var answer = await SendTextAsync(key, to, text);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        return await IdOfAsync(answer);
    }

    /// <summary>The id in the answer to an accepted message.</summary>
    public static async Task<string> IdOfAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("messages")[0].GetProperty("id").GetString()!;

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string key, string? json = null, string? idempotencyKey = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = json is null ? null : Json(json) };
        request.Headers.Add("WA-API-KEY", key);
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return _http.SendAsync(request);
    }

    /// <summary>Calls the admin API; the answer must be 200.</summary>
    public async Task<JsonElement> LookAsync(string path, HttpMethod? method = null, string? json = null)
    {
        using var answer = await AdminAsync(method ?? HttpMethod.Get, path, json);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Walks through a list from its newest entry to its oldest.</summary>
    /// <param name="path">With a query.</param>
    /// <param name="list">Name of the list in the answers.</param>
    /// <param name="before">Where to go on; at the newest unless given.</param>
    /// <returns>All pages.</returns>
    public async Task<IReadOnlyList<JsonElement[]>> WalkAsync(string path, string list, string? before = null)
    {
        var pages = new List<JsonElement[]>();
        do
        {
            var page = await LookAsync(before is null ? path : $"{path}&before={before}");
            pages.Add([.. page.GetProperty(list).EnumerateArray()]);
            before = page.GetProperty("next").GetString();
        }
        while (before is not null);

        return pages;
    }

    /// <summary>Calls the admin API as an operator.</summary>
    public Task<HttpResponseMessage> AdminAsync(HttpMethod method, string path, string? json = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = json is null ? null : Json(json) };
        request.Headers.Authorization = new("Bearer", OperatorToken);
        return _http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Assert.That(PrivateValues.FindIn(_log.Text), Is.Empty, "secrets and personal data in the log");
    }

    private async Task<JsonElement> CreateAsync(string path, string? json = null)
    {
        using var answer = await AdminAsync(HttpMethod.Post, path, json);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}
