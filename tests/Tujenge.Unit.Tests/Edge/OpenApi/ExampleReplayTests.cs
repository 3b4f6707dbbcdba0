using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
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

    private static readonly HttpStatusCode[] Taken = [HttpStatusCode.OK, HttpStatusCode.Created];

    private static readonly byte[] Jpeg = Pictures.JpegOf(640, 640, 100);

    /// <summary>What is made must be there before it is read, and read before it is deleted.</summary>
    private static readonly string[] Order = ["POST", "PUT", "PATCH", "GET", "DELETE"];

    private RunningSimulator _whatsApp = null!;
    private RunningEdge _edge = null!;
    private V1Docs _docs = null!;
    private string _cloudKey = "";
    private string _v1Key = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _whatsApp = await RunningSimulator.StartAsync();
        _edge = await RunningEdge.StartAsync(new BusModule(_ => { }, (_, factory) =>
        {
            factory.ReceiveEndpoint("sender-find-messages", endpoint => endpoint.Handler<FindMessages>(context =>
                context.RespondAsync(new MessagesFound { Messages = [Entry(context.Message.ChannelId!.Value)] })));
            factory.ReceiveEndpoint("sender-forecast-message", endpoint => endpoint.Handler<ForecastMessage>(context =>
                context.RespondAsync(new MessageForecast { LeavesAt = DateTimeOffset.UnixEpoch, Ahead = 0, NeedsWindow = true })));
        }));
        _docs = await V1Docs.ReadAsync(_edge.Http);
        (var channelId, _, _cloudKey) = await _edge.CreateChannelAsync(_whatsApp);
        using var changed = await _edge.AdminAsync(HttpMethod.Patch, $"/admin/v1/channels/{channelId}", """{"app_id":"300000000000001"}""");
        changed.EnsureSuccessStatusCode();
        (_, _v1Key, _) = await _edge.CreateV1ChannelAsync(_whatsApp);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _whatsApp.DisposeAsync();
    }

    [Test]
    public async Task Every_operation_takes_its_examples_on_the_Cloud_API_and_answers_as_documented()
    {
        var parts = new Parts();
        var count = 0;
        foreach (var (operation, name, content) in All())
        {
            await IsTakenAsync(operation, name, content, _cloudKey, parts, operation.IsPassedOnOnly ? [HttpStatusCode.NotImplemented] : Taken);
            count++;
        }

        Assert.That(count, Is.GreaterThan(_docs.Operations.Count + 20));
    }

    [Test]
    public async Task Every_operation_takes_its_examples_on_a_v1_server_and_answers_as_documented()
    {
        var parts = new Parts();
        var passedOn = 0;
        foreach (var (operation, name, content) in All())
        {
            // The simulator has nothing below /v1/services, and no contact whose identity is that of an example.
            HttpStatusCode[] expected = $"{operation}" switch
            {
                "PUT /v1/contacts/{waId}/identity" => [HttpStatusCode.BadRequest],
                _ when operation.Path.StartsWith("/v1/services", StringComparison.Ordinal) => [HttpStatusCode.NotFound],
                _ => Taken,
            };
            await IsTakenAsync(operation, name, content, _v1Key, parts, expected);
            passedOn += operation.IsPassedOnOnly && expected == Taken ? 1 : 0;
        }

        Assert.That(passedOn, Is.GreaterThan(20));
    }

    [Test]
    public async Task Every_message_can_be_tried_without_sending_it([Values] bool isCloud)
    {
        var send = _docs.Operations.Single(operation => $"{operation}" == "POST /v1/messages");
        foreach (var (name, content) in Bodies(send))
        {
            using var answer = await _edge.SendAsync(HttpMethod.Post, "/v1/messages?dry_run=true", isCloud ? _cloudKey : _v1Key, content);
            var json = await answer.Content.ReadAsStringAsync();
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), $"{name}: {json}");
            Assert.That(send.FindProblem(200, "application/json", json), Is.Null, name);
        }
    }

    private IEnumerable<(DocumentedOperation Operation, string Name, HttpContent? Content)> All() =>
        from operation in _docs.Operations
            .OrderBy(operation => operation.Path.EndsWith("/leave", StringComparison.Ordinal)) // There is no group after it.
            .ThenBy(operation => Array.IndexOf(Order, operation.Method))
            .ThenBy(operation => operation.Method == "DELETE" ? -operation.Path.Length : operation.Path.Length)
        from body in Bodies(operation)
        select (operation, body.Name, body.Content);

    private async Task IsTakenAsync(
        DocumentedOperation operation, string name, HttpContent? content, string key, Parts parts, HttpStatusCode[] expected)
    {
        parts["id"] = operation.Method == "GET" ? OurId : await WriteAsync(key);
        using var answer = await _edge.SendAsync(new HttpMethod(operation.Method), parts.FillIn(operation.Path), key, content);
        var mediaType = answer.Content.Headers.ContentType?.MediaType;
        var text = await answer.Content.ReadAsStringAsync();
        var json = mediaType == "application/json" ? text : "";

        Assert.That(expected, Does.Contain(answer.StatusCode), $"{operation}, {name}: {json}");
        var headers = answer.Headers.Select(header => header.Key);
        Assert.That(
            operation.FindProblem((int)answer.StatusCode, mediaType, json, headers, isBehindV1: key == _v1Key), Is.Null, $"{operation}, {name}");
        if (operation.Method == "POST" && answer.IsSuccessStatusCode)
        {
            parts.Learn(operation.Path, json);
        }
    }

    /// <summary>A customer writes; the id of what he wrote.</summary>
    private async Task<string> WriteAsync(string key)
    {
        var to = key == _v1Key ? "onprem" : RunningSimulator.NumberId;
        var written = await _whatsApp.DoAsync(HttpMethod.Post, $"phones/{RunningSimulator.Phone}/write", $$"""{"text":"hello","to":"{{to}}"}""");
        return written.GetProperty("id").GetString()!;
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

    private static MessageEntry Entry(Guid channelId) => new()
    {
        MessageId = OurId,
        ChannelId = channelId,
        Recipient = RunningSimulator.Phone,
        State = MessageState.Accepted,
        AcceptedAt = DateTimeOffset.UnixEpoch,
        Attempts = 0,
    };
    /// <summary>What stands in paths: what was made by earlier calls.</summary>
    private sealed class Parts : Dictionary<string, string>
    {
        private static readonly (string Path, string Part, string List)[] Made =
        [
            ("/v1/media", "mediaId", "media"), ("/v1/groups", "groupId", "groups"), ("/v1/stickerpacks", "pack", "stickerpacks"),
        ];

        public Parts() => (this["name"], this["index"], this["waId"]) = ("order_on_its_way", "0", RunningSimulator.Phone);

        public void Learn(string path, string json)
        {
            foreach (var made in Made.Where(made => made.Path == path))
            {
                using var answer = JsonDocument.Parse(json);
                this[made.Part] = answer.RootElement.GetProperty(made.List)[0].GetProperty("id").GetString()!;
            }
        }

        public string FillIn(string path) => this
            .Aggregate(path, (filled, part) => filled.Replace($"{{{part.Key}}}", Uri.EscapeDataString(part.Value), StringComparison.Ordinal))
            .Replace('{', '_').Replace('}', '_');
    }
}
