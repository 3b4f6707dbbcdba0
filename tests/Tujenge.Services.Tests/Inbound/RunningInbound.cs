using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NUnit.Framework;
using Tujenge.Contracts.Callbacks;
using Tujenge.Contracts.Messages;
using Tujenge.Inbound;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Hosting;
using Tujenge.Infra.Persistence;
using Tujenge.Services.Tests.Support;

namespace Tujenge.Services.Tests.Inbound;

/// <summary>
/// Inbound on real servers, called over HTTP. It works on one callback at a time, so what was posted first has had its
/// effect when the effect of what was posted later is seen.
/// </summary>
internal sealed class RunningInbound : IAsyncDisposable
{
    private readonly HttpClient _http;

    private RunningInbound(TestBed bed, RunningService service, ScriptedSender sender)
    {
        Bed = bed;
        Service = service;
        Sender = sender;
        _http = new HttpClient { BaseAddress = service.Address };
    }

    public TestBed Bed { get; }

    public RunningService Service { get; }

    /// <summary>Whom it asks for ids that no callback has told.</summary>
    public ScriptedSender Sender { get; }

    public static async Task<RunningInbound> StartAsync(TestBed? bed = null, params (string Name, string Value)[] settings)
    {
        bed ??= await TestBed.CreateAsync();
        var sender = new ScriptedSender();
        var service = await RunningService.StartAsync(
            bed,
            builder => builder.AddInbound().StayReadyWithoutDatabase(),
            app => app.MapServiceDefaults().MapInbound(),
            sender.Beside(InboundService.Bus),
            [("Inbound:Concurrency", "1"), .. settings]);
        return new RunningInbound(bed, service, sender);
    }

    public static string Sign(string secret, string body) =>
        $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body)))}";

    public Task<HttpResponseMessage> GetAsync(string query) => _http.GetAsync(new Uri($"/callbacks/cloud{query}", UriKind.Relative));

    /// <summary>What a load balancer is told.</summary>
    public async Task<(HttpStatusCode Status, string Text)> ReadinessAsync()
    {
        using var answer = await _http.GetAsync(new Uri("/readyz", UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Posts what a v1 server does.</summary>
    public async Task<HttpResponseMessage> PostV1Async(string token, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await _http.PostAsync(new Uri($"/callbacks/v1/{token}", UriKind.Relative), content);
    }

    /// <summary>Posts a callback under any signature; null sends none.</summary>
    public async Task<HttpResponseMessage> PostAsync(string body, string? signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/callbacks/cloud")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (signature is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Hub-Signature-256", signature);
        }

        // What is refused unread is cut off while it is still being sent, and the answer may be lost with it.
        request.Headers.ExpectContinue = body.Length > 1024 * 1024;
        return await _http.SendAsync(request);
    }

    /// <summary>Posts a callback signed by the channel's app, as WhatsApp does.</summary>
    public Task<HttpResponseMessage> PostAsync(Channel channel, string body) => PostAsync(body, Sign(channel.AppSecret.Reveal(), body));

    /// <summary>Posts a callback that must be taken.</summary>
    public async Task TakeAsync(Channel channel, string body)
    {
        using var answer = await PostAsync(channel, body);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    /// <summary>Waits until everything posted so far has had its effect.</summary>
    public async Task SettleAsync()
    {
        var channel = await Bed.AddChannelAsync();
        await Service.Bus.Publish(new CallbackReceived
        {
            CallbackId = Guid.NewGuid(),
            ChannelIds = [channel.Id],
            ReceivedAt = Bed.Clock.GetUtcNow(),
            Body = CloudBodies.Message(channel, "wamid.settled", "settled"),
        });
        await WaitForReceivedAsync(channel, 1);
    }

    public InboundMessageReceived[] ReceivedBy(Channel channel) =>
        [.. Service.Received.Where(received => received.ChannelId == channel.Id)];

    public MessageStatusChanged[] StatusesOf(Channel channel) =>
        [.. Service.Statuses.Where(status => status.ChannelId == channel.Id)];

    public Task<InboundMessageReceived[]> WaitForReceivedAsync(Channel channel, int count) => Testing.Eventually.GetAsync(
        () => Task.FromResult(ReceivedBy(channel)), events => events.Length >= count, $"{count} inbound events");

    public Task<MessageStatusChanged[]> WaitForStatusesAsync(Channel channel, int count) => Testing.Eventually.GetAsync(
        () => Task.FromResult(StatusesOf(channel)), events => events.Length >= count, $"{count} status events");

    public static JsonElement Json(string body) => JsonDocument.Parse(body).RootElement;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Service.DisposeAsync();
        await Bed.DisposeAsync();
    }
}
