using System.Collections.Concurrent;
using System.Net;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Tujenge.Contracts.Messages;
using Tujenge.Contracts.Operations;
using Tujenge.Infra.Messaging;

namespace Tujenge.Unit.Tests.Edge.Messages;

/// <summary>Dry runs through the real edge; the sender's opinion is a stand-in's.</summary>
[Parallelizable]
internal sealed class DryRunTests
{
    private const string Text = """{"to":"+255 712 000 111","text":{"body":"hi"}}""";

    private static readonly DateTimeOffset Moment = DateTimeOffset.FromUnixTimeSeconds(4_000_000_000);

    private readonly ConcurrentQueue<ForecastMessage> _asked = new();
    private MessageForecast _opinion = Leaves;
    private RunningEdge _edge = null!;
    private Guid _channelId;
    private string _key = "";

    private static MessageForecast Leaves => new() { LeavesAt = Moment, Ahead = 0, NeedsWindow = true };

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _edge = await RunningEdge.StartAsync(new BusModule(_ => { }, (_, factory) => factory.ReceiveEndpoint(
            "sender-forecast-message",
            endpoint => endpoint.Handler<ForecastMessage>(context =>
            {
                _asked.Enqueue(context.Message);
                return context.RespondAsync(_opinion);
            }))));
        (_channelId, _, _key) = await _edge.CreateChannelAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [SetUp]
    public void Forget()
    {
        _opinion = Leaves;
        _asked.Clear();
        _edge.Sent.Clear();
    }

    [TestCase("dry_run=true")]
    [TestCase("dry_run=True")]
    [TestCase("DRY_RUN=1")]
    [TestCase("x=1&dry_run=true")]
    public async Task It_answers_200_without_an_id_and_sends_nothing(string query)
    {
        using var answer = await _edge.PostAsync($"/v1/messages?{query}", Text, _key);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo(Contracts.OneLine.Of(
            """
            {"contacts":[{"input":"+255 712 000 111","wa_id":"255712000111"}],"messages":[],"meta":{"api_status":"stable","version":"2.53.1",
            "dry_run":true,"forecast":{"leaves_timestamp":"4000000000","ahead":0,"window":"unknown"}}}
            """)));
        await NothingIsSentAsync();
    }

    [Test]
    public async Task It_names_the_recipient_as_WhatsApp_writes_it()
    {
        await using (var db = await _edge.OpenOwnAsync())
        {
            await db.LearnAsync(
                [new WaIdLearned { ChannelId = _channelId, Number = "551187654397", WaId = "551187654397" }],
                _edge.Clock.GetUtcNow(),
                CancellationToken.None);

            // Also makes the query ready: the first one of a process may take longer than an answer waits.
            Assert.That(await db.FindWaIdsAsync([(_channelId, "551187654397")], CancellationToken.None), Has.Count.EqualTo(1));
        }

        using var answer = await _edge.PostAsync("/v1/messages?dry_run=true", """{"to":"5511987654397","text":{"body":"hi"}}""", _key);
        Assert.That(
            (await answer.ReadJsonAsync()).GetProperty("contacts").GetRawText(),
            Is.EqualTo("""[{"input":"5511987654397","wa_id":"551187654397"}]"""));
    }

    [Test]
    public async Task The_sender_is_asked_about_the_message_as_it_would_be_sent()
    {
        using var answer = await _edge.PostAsync("/v1/messages?dry_run=true", Text, _key);
        var asked = _asked.Single();

        Assert.That((asked.ChannelId, asked.Recipient), Is.EqualTo((_channelId, "255712000111")));
        Assert.That(asked.Body.ToString(), Does.Contain("\"to\":\"255712000111\"").And.Contain("\"body\":\"hi\""));
    }

    [Test]
    public async Task What_would_keep_it_waiting_is_told()
    {
        _opinion = Leaves with { Ahead = 3, WaitsFor = WaitReason.PairRate, WindowEndsAt = Moment.AddHours(1) };
        Assert.That(await ForecastAsync(), Is.EqualTo(
            """{"leaves_timestamp":"4000000000","waits_for":"pair_rate","ahead":3,"window":"open","window_ends_timestamp":"4000003600"}"""));
    }

    [Test]
    public async Task What_would_make_it_fail_is_told_instead_of_a_time()
    {
        _opinion = Leaves with { NeedsWindow = false, TemplateStatus = "PAUSED", ErrorCode = 2061, ErrorDetails = "Template n is paused" };
        Assert.That(await ForecastAsync(), Is.EqualTo(
            """{"ahead":0,"window":"not_needed","template_status":"paused","errors":[{"code":2061,"title":"Template paused","details":"Template n is paused"}]}"""));
    }

    [Test]
    public async Task A_closed_window_is_told()
    {
        _opinion = Leaves with { WindowEndsAt = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), ErrorCode = 470 };
        Assert.That(await ForecastAsync(), Does.Contain("\"window\":\"closed\",\"window_ends_timestamp\":\"1700000000\",\"errors\":[{\"code\":470"));
    }

    [Test]
    public async Task Edges_own_check_comes_first()
    {
        using var answer = await _edge.PostAsync("/v1/messages?dry_run=true", """{"to":"255712000111","text":{"body":""}}""", _key);
        await answer.IsV1ErrorAsync(
            HttpStatusCode.BadRequest, 1009, "Parameter value is not valid", "Parameter 'text.body' must have 1 to 4096 characters, got 0");
        Assert.That(_asked, Is.Empty);
    }

    [TestCase("dry_run=", "''")]
    [TestCase("dry_run", "''")]
    [TestCase("dry_run=yes", "'yes'")]
    [TestCase("dry_run=true&dry_run=false", "'true,false'")]
    [TestCase("dry_run=%00", "'\\\\u0000'")]
    public async Task What_might_have_been_meant_as_a_trial_is_not_sent(string query, string given)
    {
        using var answer = await _edge.PostAsync($"/v1/messages?{query}", Text, _key);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Match(
            $"\"code\":1009,\"title\":\"Parameter value is not valid\",\"details\":\"Parameter 'dry_run' must be true or false, got {given}\""));
        await NothingIsSentAsync();
    }

    [TestCase("dry_run=false")]
    [TestCase("dry_run=0")]
    public async Task No_trial_is_sent(string query)
    {
        using var answer = await _edge.PostAsync($"/v1/messages?{query}", Text, _key);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
    }

    [Test]
    public async Task It_does_not_use_an_idempotency_key()
    {
        using var answer = await _edge.PostAsync("/v1/messages?dry_run=true", Text, _key, idempotencyKey: "dry");

        await using var db = await _edge.OpenOwnAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await db.IdempotencyKeys.CountAsync(), Is.Zero);
    }

    [Test]
    public async Task It_tells_what_its_idempotency_key_would_be_refused_for()
    {
        using var sent = await _edge.PostAsync("/v1/messages", Text, _key, idempotencyKey: "used");
        using var same = await _edge.PostAsync("/v1/messages?dry_run=true", Text, _key, idempotencyKey: "used");
        using var other = await _edge.PostAsync("/v1/messages?dry_run=true", Text.Replace("hi", "ho", StringComparison.Ordinal), _key, idempotencyKey: "used");
        using var bad = await _edge.PostAsync("/v1/messages?dry_run=true", Text, _key, idempotencyKey: new string('x', 256));
        Assert.That(
            new[] { sent, same, other, bad }.Select(answer => (int)answer.StatusCode),
            Is.EqualTo(new[] { 201, 200, 409, 400 }));
    }

    [Test]
    public async Task Without_the_sender_there_is_no_forecast()
    {
        await using var edge = await RunningEdge.StartAsync();
        var (_, _, key) = await edge.CreateChannelAsync();
        using var answer = await edge.PostAsync("/v1/messages?dry_run=true", Text, key);

        await answer.IsOverloadedAsync("The sender, which knows the queue, does not answer; nothing was sent, try again");
    }

    private async Task<string> ForecastAsync()
    {
        using var answer = await _edge.PostAsync("/v1/messages?dry_run=true", Text, _key);
        return (await answer.ReadJsonAsync()).GetProperty("meta").GetProperty("forecast").GetRawText();
    }

    /// <summary>A message behind it comes alone.</summary>
    private async Task NothingIsSentAsync()
    {
        using var behind = await _edge.PostAsync("/v1/messages", Text, _key);
        Assert.That(() => _edge.Sent, Is.Not.Empty.After(10).Seconds.PollEvery(20).MilliSeconds);
        Assert.That(_edge.Sent, Has.Exactly(1).Items);
    }
}
