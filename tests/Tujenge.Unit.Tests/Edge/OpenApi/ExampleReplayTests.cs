using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using MassTransit;
using NUnit.Framework;
using Tujenge.Contracts.Messages;
using Tujenge.Contracts.Operations;
using Tujenge.Contracts.Operations.Entries;
using Tujenge.Infra.Messaging;
using Tujenge.Testing;
using Tujenge.Unit.Tests.Simulator;

namespace Tujenge.Unit.Tests.Edge.OpenApi;

/// <summary>Every example of the document, sent as it stands to the real edge before the simulated WhatsApp.</summary>
[Parallelizable]
internal sealed class ExampleReplayTests
{
    private const string OurId = "gBEG0190A5D27C117E2A9F003B5A5D1C2E4F";

    private static readonly byte[] Jpeg = Pictures.JpegOf(640, 640, 100);

    /// <summary>What is made must be there before it is read, and read before it is deleted.</summary>
    private static readonly string[] Order = ["POST", "PUT", "PATCH", "GET", "DELETE"];

    private readonly ConcurrentDictionary<string, string> _parts = new();
    private RunningSimulator _whatsApp = null!;
    private RunningEdge _edge = null!;
    private V1Docs _docs = null!;
    private Guid _channelId;
    private string _key = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _whatsApp = await RunningSimulator.StartAsync();
        _edge = await RunningEdge.StartAsync(new BusModule(_ => { }, (_, factory) =>
        {
            factory.ReceiveEndpoint("sender-find-messages", endpoint => endpoint.Handler<FindMessages>(context =>
                context.RespondAsync(new MessagesFound { Messages = [Entry()] })));
            factory.ReceiveEndpoint("sender-forecast-message", endpoint => endpoint.Handler<ForecastMessage>(context =>
                context.RespondAsync(new MessageForecast { LeavesAt = DateTimeOffset.UnixEpoch, Ahead = 0, NeedsWindow = true })));
        }));
        _docs = await V1Docs.ReadAsync(_edge.Http);
        (_channelId, _, _key) = await _edge.CreateChannelAsync(_whatsApp);
        using var changed = await _edge.AdminAsync(HttpMethod.Patch, $"/admin/v1/channels/{_channelId}", """{"app_id":"300000000000001"}""");
        changed.EnsureSuccessStatusCode();
        _parts["name"] = "order_on_its_way";
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _whatsApp.DisposeAsync();
    }

    [Test]
    public async Task Every_operation_takes_its_examples_and_answers_as_documented()
    {
        var count = 0;
        foreach (var operation in _docs.Operations.OrderBy(operation => Array.IndexOf(Order, operation.Method)))
        {
            foreach (var (name, content) in Bodies(operation))
            {
                await IsTakenAsync(operation, name, content);
                count++;
            }
        }

        Assert.That(count, Is.GreaterThan(_docs.Operations.Count + 20));
    }

    [Test]
    public async Task Every_message_can_be_tried_without_sending_it()
    {
        var send = _docs.Operations.Single(operation => $"{operation}" == "POST /v1/messages");
        foreach (var (name, content) in Bodies(send))
        {
            using var answer = await _edge.SendAsync(HttpMethod.Post, "/v1/messages?dry_run=true", _key, content);
            var json = await answer.Content.ReadAsStringAsync();
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), $"{name}: {json}");
            Assert.That(send.FindProblem(200, "application/json", json), Is.Null, name);
        }
    }

    private async Task IsTakenAsync(DocumentedOperation operation, string name, HttpContent? content)
    {
        _parts["id"] = operation.Method == "GET" ? OurId : (await _whatsApp.OpenWindowAsync()).GetProperty("id").GetString()!;
        var path = _parts.Aggregate(operation.Path, (path, part) => path.Replace($"{{{part.Key}}}", Uri.EscapeDataString(part.Value), StringComparison.Ordinal))
            .Replace('{', '_').Replace('}', '_');
        using var answer = await _edge.SendAsync(new HttpMethod(operation.Method), path, _key, content);
        var mediaType = answer.Content.Headers.ContentType?.MediaType;
        var text = await answer.Content.ReadAsStringAsync();
        var json = mediaType == "application/json" ? text : "";

        Assert.That(
            answer.StatusCode,
            operation.IsPassedOnOnly ? Is.EqualTo(HttpStatusCode.NotImplemented) : Is.EqualTo(HttpStatusCode.OK).Or.EqualTo(HttpStatusCode.Created),
            $"{operation}, {name}: {json}");
        Assert.That(operation.FindProblem((int)answer.StatusCode, mediaType, json), Is.Null, $"{operation}, {name}");
        if (operation is { Method: "POST", Path: "/v1/media" })
        {
            _parts["mediaId"] = (await answer.ReadJsonAsync()).GetProperty("media")[0].GetProperty("id").GetString()!;
        }
    }

    /// <summary>Each example, or a file of each kind; one empty body where there is none.</summary>
    private static IEnumerable<(string Name, HttpContent? Content)> Bodies(DocumentedOperation operation)
    {
        if (!operation.Json.TryGetProperty("requestBody", out var body))
        {
            return [("no body", null)];
        }

        var files = body.GetProperty("content").EnumerateObject().Where(media => media.Name != "application/json").Select(media => media.Name);
        return operation.Examples()
            .Select(example => (example.Name, (HttpContent?)new StringContent(example.Value.GetRawText(), Encoding.UTF8, example.MediaType)))
            .Concat(files.Select(type => (type, (HttpContent?)File(type))));
    }

    private static ByteArrayContent File(string type) => type == "image/png"
        ? new ByteArrayContent(Pictures.Png) { Headers = { ContentType = new MediaTypeHeaderValue(type) } }
        : new ByteArrayContent(Jpeg) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } };

    private MessageEntry Entry() => new()
    {
        MessageId = OurId,
        ChannelId = _channelId,
        Recipient = RunningSimulator.Phone,
        State = MessageState.Accepted,
        AcceptedAt = DateTimeOffset.UnixEpoch,
        Attempts = 0,
    };
}
