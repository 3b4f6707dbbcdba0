using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NUnit.Framework;
using Tujenge.Contracts.Messages;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Windows;
using Tujenge.Sender;
using Tujenge.Services.Tests.Edge;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing;

namespace Tujenge.Services.Tests.Operations;

/// <summary>What a client sees of its messages, before and after: edge asks a sender on real servers.</summary>
[TestFixture]
public sealed class ClientsViewTests
{
    private const string Templates =
        """
        {"data":[
         {"name":"order_ready","language":"sw","status":"APPROVED","components":[{"type":"BODY","text":"Habari {{1}}"}]},
         {"name":"paused","language":"sw","status":"PAUSED","components":[{"type":"BODY","text":"Habari"}]}]}
        """;

    private TestBed _bed = null!;
    private ScriptedGraph _graph = null!;
    private RunningService _sender = null!;
    private EdgeReplica _edge = null!;
    private Channel _channel = null!;
    private string _key = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _bed = await TestBed.CreateAsync();
        _graph = await ScriptedGraph.StartAsync();
        _graph.Templates = Templates;
        _graph.OnSend = send => Task.FromResult(send.Text == "throttled" ? ScriptedGraph.Refuse(131056) : _graph.Take());
        _sender = await RunningService.StartAsync(_bed, builder => builder.AddSender(), SenderService.Bus);
        _edge = await EdgeReplica.StartAsync(_bed.Settings);
        _channel = await _bed.AddChannelAsync(_graph.Root, wabaId: "200");
        _key = await _edge.CreateKeyAsync(_channel.Id);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _sender.DisposeAsync();
        await _graph.DisposeAsync();
        await _bed.DisposeAsync();
    }

    [Test]
    public async Task A_message_is_found_under_both_of_its_ids_by_its_own_channel_only()
    {
        var phone = TestBed.NewPhone();
        var id = await _edge.AcceptedAsync(_key, phone, "hi");
        var message = await Eventually.GetAsync(
            () => MessageAsync(id), found => found.TryGetProperty("upstream_id", out _), "the message to be taken");
        var upstreamId = message.GetProperty("upstream_id").GetString()!;
        await _sender.Bus.Publish(new MessageStatusChanged
        {
            EventId = Guid.NewGuid(),
            ChannelId = _channel.Id,
            MessageId = id,
            UpstreamId = upstreamId,
            Status = MessageStatus.Delivered,
            OccurredAt = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000),
            Body = "{}",
        });
        await Eventually.HoldsAsync(
            async () => (await MessageAsync(id)).GetProperty("status").GetString() == "delivered", "the message to be delivered");
        var found = await MessageAsync(Uri.EscapeDataString(upstreamId));
        var otherKey = await _edge.CreateKeyAsync((await _bed.AddChannelAsync(_graph.Root)).Id);
        using var ours = await _edge.SendAsync(HttpMethod.Get, $"/v1/messages/{id}", otherKey);
        using var theirs = await _edge.SendAsync(HttpMethod.Get, $"/v1/messages/{upstreamId}", otherKey);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.GetProperty("id").GetString(), Is.EqualTo(id));
            Assert.That(found.GetProperty("recipient_id").GetString(), Is.EqualTo(phone));
            Assert.That(found.GetProperty("type").GetString(), Is.EqualTo("text"));
            Assert.That(found.GetProperty("attempts").GetInt32(), Is.EqualTo(1));
            Assert.That(
                found.GetProperty("statuses").EnumerateArray().Select(status => status.GetProperty("status").GetString()),
                Is.EqualTo(new[] { "accepted", "sending", "delivered" }));
            Assert.That(
                found.GetProperty("statuses").EnumerateArray().Last().GetProperty("timestamp").GetString(), Is.EqualTo("1700000000"));
            Assert.That((ours.StatusCode, theirs.StatusCode), Is.EqualTo((HttpStatusCode.NotFound, HttpStatusCode.NotFound)));
            Assert.That(await ours.Content.ReadAsStringAsync(), Does.Contain("\"code\":1006"));
        }
    }

    [Test]
    public async Task A_dry_run_sees_the_queue_that_the_message_would_join()
    {
        var phone = TestBed.NewPhone();
        var free = await ForecastAsync(phone);
        var id = await _edge.AcceptedAsync(_key, phone, "throttled");
        await _edge.AcceptedAsync(_key, phone, "behind");
        await Eventually.HoldsAsync(
            async () => await MessageAsync(id) is var message
                && message.GetProperty("status").GetString() == "accepted" && message.GetProperty("attempts").GetInt32() > 0,
            "the message to be throttled");
        var busy = await Eventually.GetAsync(
            () => ForecastAsync(phone), forecast => forecast.GetProperty("ahead").GetInt32() == 2, "both to be in the lane");
        using var third = await _edge.SendTextAsync(_key, phone, "third");
        var told = (await third.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("meta").GetProperty("forecast");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(free.GetProperty("ahead").GetInt32(), Is.Zero);
            Assert.That(free.TryGetProperty("waits_for", out _), Is.False);
            Assert.That(free.GetProperty("window").GetString(), Is.EqualTo("unknown"));
            Assert.That(busy.GetProperty("waits_for").GetString(), Is.EqualTo("conversation"));
            Assert.That(Number(busy, "leaves_timestamp"), Is.GreaterThan(Number(free, "leaves_timestamp")));
            Assert.That(_graph.Sends.Select(send => send.Text), Has.No.Member("a trial"));
            Assert.That(told.GetProperty("waits_for").GetString(), Is.EqualTo("conversation"), "the ordinary answer knows it too");
            Assert.That(Number(told, "leaves_timestamp"), Is.EqualTo(Number(busy, "leaves_timestamp")));
        }
    }

    [Test]
    public async Task A_dry_run_tells_the_window()
    {
        var (open, closed) = (TestBed.NewPhone(), TestBed.NewPhone());
        var now = _bed.Clock.GetUtcNow();
        await using (var db = _bed.OpenWindows())
        {
            await db.MoveAsync(
                [new CustomerMessage(_channel.Id, open, now.AddHours(-1)), new CustomerMessage(_channel.Id, closed, now.AddHours(-25))],
                CancellationToken.None);
        }

        var (fits, fails) = (await ForecastAsync(open), await ForecastAsync(closed));
        using var accepted = await _edge.SendTextAsync(_key, closed, "late");
        var told = (await accepted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("meta").GetProperty("forecast");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(fits.GetProperty("window").GetString(), Is.EqualTo("open"));
            Assert.That(Number(fits, "window_ends_timestamp"), Is.EqualTo(now.AddHours(23).ToUnixTimeSeconds()).Within(1));
            Assert.That(fails.GetProperty("window").GetString(), Is.EqualTo("closed"));
            Assert.That(fails.GetProperty("errors")[0].GetProperty("code").GetInt32(), Is.EqualTo(470));
            Assert.That(fails.TryGetProperty("leaves_timestamp", out _), Is.False);
            Assert.That(told.GetProperty("errors").GetRawText(), Is.EqualTo(fails.GetProperty("errors").GetRawText()));
        }
    }

    [TestCase("order_ready", 1, "approved", null)]
    [TestCase("order_ready", 0, "approved", 2000)]
    [TestCase("paused", 0, "paused", 2061)]
    [TestCase("missing", 0, null, 2001)]
    public async Task A_dry_run_tells_the_state_of_the_template(string name, int parameters, string? status, int? code)
    {
        var values = string.Join(',', Enumerable.Repeat("""{"type":"text","text":"Asha"}""", parameters));
        var components = parameters == 0 ? "" : $$""","components":[{"type":"body","parameters":[{{values}}]}]""";
        var forecast = await ForecastAsync(TestBed.NewPhone(),
            $$$""" "type":"template","template":{"namespace":"n","name":"{{{name}}}","language":{"policy":"deterministic","code":"sw"}{{{components}}}} """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(forecast.GetProperty("window").GetString(), Is.EqualTo("not_needed"));
            Assert.That(forecast.TryGetProperty("template_status", out var told) ? told.GetString() : null, Is.EqualTo(status));
            Assert.That(
                forecast.TryGetProperty("errors", out var errors) ? errors[0].GetProperty("code").GetInt32() : (int?)null, Is.EqualTo(code));
        }
    }

    [Test]
    public async Task A_dry_run_tells_that_there_is_nothing_to_react_to()
    {
        var phone = TestBed.NewPhone();
        var waiting = await _edge.AcceptedAsync(_key, phone, "throttled");
        await Eventually.HoldsAsync(async () => await MessageAsync(waiting) is { ValueKind: JsonValueKind.Object }, "the message to be in the log");
        var (toOurs, toNone, toTheirs) = (
            await ReactAsync(waiting), await ReactAsync(MessageId.New(_bed.Clock.GetUtcNow())), await ReactAsync("wamid.A"));

        Assert.That((CodeOf(toOurs), CodeOf(toNone), CodeOf(toTheirs)), Is.EqualTo(((int?)null, (int?)1006, (int?)null)));

        Task<JsonElement> ReactAsync(string id) =>
            ForecastAsync(phone, $$$""" "type":"reaction","reaction":{"message_id":"{{{id}}}","emoji":"👍"} """);

        static int? CodeOf(JsonElement forecast) =>
            forecast.TryGetProperty("errors", out var errors) ? errors[0].GetProperty("code").GetInt32() : null;
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_dry_run_tells_that_a_quote_will_be_left_out(bool isThere)
    {
        var id = isThere ? "wamid.A" : MessageId.New(_bed.Clock.GetUtcNow());
        using var answer = await _edge.SendAsync(
            HttpMethod.Post,
            "/v1/messages?dry_run=true",
            _key,
            $$$"""{"to":"{{{TestBed.NewPhone()}}}","preview_url":true,"context":{"message_id":"{{{id}}}"},"text":{"body":"a trial"}}""");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var warnings = answer.Headers.GetValues("Tujenge-Warning").ToArray();
        Assert.That(warnings, Has.Length.EqualTo(isThere ? 1 : 2));
        Assert.That(warnings[0], Does.Contain("preview_url"));
        Assert.That(warnings.Skip(1), Is.All.EqualTo("Parameter 'context.message_id' is left out: that message is not with WhatsApp"));
    }

    private async Task<JsonElement> MessageAsync(string id)
    {
        using var answer = await _edge.SendAsync(HttpMethod.Get, $"/v1/messages/{id}", _key);
        answer.EnsureSuccessStatusCode(); // Not asserted: one that was just accepted is not in the log yet.
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("messages")[0];
    }

    private async Task<JsonElement> ForecastAsync(string phone, string content = """ "text":{"body":"a trial"} """)
    {
        using var answer = await _edge.SendAsync(
            HttpMethod.Post, "/v1/messages?dry_run=true", _key, $$"""{"to":"{{phone}}",{{content}}}""");
        var body = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), body);
        return JsonDocument.Parse(body).RootElement.GetProperty("meta").GetProperty("forecast");
    }

    private static long Number(JsonElement forecast, string name) => long.Parse(forecast.GetProperty(name).GetString()!, null);
}
