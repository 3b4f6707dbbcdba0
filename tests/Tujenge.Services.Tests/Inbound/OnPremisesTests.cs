using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Tujenge.Contracts.Callbacks;
using Tujenge.Contracts.Messages;
using Tujenge.Inbound;
using Tujenge.Infra.Windows;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing;

namespace Tujenge.Services.Tests.Inbound;

/// <summary>What becomes of a v1 server's callback while the sender waits for that server. Inbound has one hand.</summary>
[TestFixture]
public sealed class OnPremisesTests
{
    private readonly ScriptedSender _sender = new();
    private TestBed _bed = null!;
    private RunningService _inbound = null!;

    private static MessageIdsFound Nothing => ScriptedSender.Nothing;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _bed = await TestBed.CreateAsync();
        _inbound = await RunningService.StartAsync(
            _bed, builder => builder.AddInbound(), _sender.Beside(InboundService.Bus), ("Inbound:Concurrency", "1"));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _inbound.DisposeAsync();
        await _bed.DisposeAsync();
    }

    [Test]
    public async Task A_status_that_overtakes_the_answer_to_its_send_waits_and_holds_nobody_up()
    {
        var (slow, other) = (Guid.NewGuid(), Guid.NewGuid());
        _sender.Answer = asked => asked.ChannelId == slow ? Nothing with { OnTheirWay = asked.Recipients } : Nothing;
        await PublishAsync(slow, """{"statuses":[{"id":"gBX1","recipient_id":"255712000111","status":"delivered","timestamp":"1700000000"}]}""");
        await PublishAsync(other, """{"statuses":[{"id":"gBX2","recipient_id":"255712000112","status":"delivered","timestamp":"1700000000"}]}""");
        await WaitForAsync(other);
        Assert.That(_inbound.Statuses.Any(status => status.ChannelId == slow), Is.False);

        _sender.Answer = _ => ScriptedSender.Of("gBX1", "ours");
        Assert.That((await WaitForAsync(slow)).MessageId, Is.EqualTo("ours"));
        await Eventually.HoldsAsync(NoneWaitsAsync, "the callback to be forgotten");
    }

    [Test]
    public async Task Nothing_waits_for_longer_than_a_call_takes()
    {
        var channel = Guid.NewGuid();
        _sender.Answer = asked => Nothing with { OnTheirWay = asked.Recipients };
        await PublishAsync(
            channel,
            """{"statuses":[{"id":"gBX3","recipient_id":"255712000111","status":"read","timestamp":"1700000000"}]}""",
            age: TimeSpan.FromMinutes(4));
        Assert.That((await WaitForAsync(channel)).MessageId, Is.EqualTo("gBX3"));
    }

    [Test]
    public async Task The_sender_is_asked_about_the_group_of_a_status()
    {
        var channel = Guid.NewGuid();
        _sender.Answer = _ => Nothing;
        await PublishAsync(
            channel,
            """{"statuses":[{"id":"gBX4","recipient_id":"255712000111","group_id":"255754-1631","status":"read","timestamp":"1700000000"}]}""");
        await WaitForAsync(channel);
        Assert.That(
            _sender.Questions.Single(question => question.ChannelId == channel).Recipients, Is.EquivalentTo(["255712000111", "255754-1631"]));
    }

    [Test]
    public async Task Each_member_of_a_group_gets_a_status_though_the_server_does_not_name_the_group()
    {
        var channel = Guid.NewGuid();
        _sender.Answer = _ => Nothing;
        foreach (var member in new[] { "255712000111", "255712000112", "255712000111" })
        {
            await PublishAsync(
                channel, $$"""{"statuses":[{"id":"gBX5","recipient_id":"{{member}}","status":"delivered","timestamp":"1700000000"}]}""");
        }

        await PublishAsync(channel, """{"statuses":[{"id":"gBX6","status":"read","timestamp":"1700000000"}]}""");
        await Eventually.HoldsAsync(() => Task.FromResult(_inbound.Statuses.Any(status => status.UpstreamId == "gBX6")), "the last");
        var delivered = _inbound.Statuses.Where(status => status.UpstreamId == "gBX5").ToArray();
        Assert.That(delivered.Select(status => status.EventId).Distinct(), Has.Exactly(2).Items);
        Assert.That(delivered, Has.Length.EqualTo(2));
    }

    [Test]
    public async Task Whose_a_customers_file_is_is_told_and_at_once_where_the_callback_waits()
    {
        var (waiting, other) = (Guid.NewGuid(), Guid.NewGuid());
        _sender.Answer = asked => asked.ChannelId == waiting ? Nothing with { OnTheirWay = asked.Recipients } : Nothing;
        await PublishAsync(waiting, """
            {"messages":[{"id":"gBXa","from":"255712000111","type":"image","image":{"id":"file-1"},"context":{"id":"gBXs"}}]}
            """);
        await PublishAsync(other, """
            {"messages":[{"id":"gBXb","from":"255712000111","type":"voice","voice":{"id":"file-2","mime_type":"audio/ogg; codecs=opus"}}]}
            """);
        await Eventually.HoldsAsync(() => Task.FromResult(_inbound.Media.Count(media => media.MediaId is "file-1" or "file-2") == 2), "both files");

        Assert.That(
            _inbound.Media.Where(media => media.MediaId is "file-1" or "file-2").Select(media => (media.ChannelId, media.MediaId, media.MimeType)),
            Is.EquivalentTo(new[] { (waiting, "file-1", (string?)null), (other, "file-2", "audio/ogg; codecs=opus") }));
        Assert.That(IsTold(), Is.False, "before it is known whose it quotes");

        _sender.Answer = _ => Nothing;
        await Eventually.HoldsAsync(() => Task.FromResult(IsTold()), "the message");
        await Eventually.HoldsAsync(NoneWaitsAsync, "the callback to be forgotten");

        bool IsTold() => _inbound.Received.Any(received => received.ChannelId == waiting);
    }

    [Test]
    public async Task What_nobody_here_knows_is_told_once_with_the_first_event_that_is_new()
    {
        var channel = Guid.NewGuid();
        _sender.Answer = _ => Nothing;
        const string one = """{"id":"gBX7","from":"255712000111","type":"text","text":{"body":"b"}}""";
        const string other = """{"id":"gBX8","from":"255712000111","type":"text","text":{"body":"b"}}""";
        await PublishAsync(channel, $$"""{"messages":[{{one}}]}""");
        await PublishAsync(channel, $$"""{"brand":"x","messages":[{{one}},{{other}}]}""");
        await PublishAsync(channel, $$"""{"brand":"y","messages":[{{other}}]}""");
        await PublishAsync(channel, """{"brand":"z"}""");
        await PublishAsync(channel, """{"errors":[{"code":1011}],"brand":"e"}""");
        await Eventually.HoldsAsync(() => Task.FromResult(Bodies().Any(body => body.Contains("1011", StringComparison.Ordinal))), "the last");

        Assert.That(Bodies(), Is.EqualTo(new[]
        {
            $$"""{"messages":[{{one}}]}""", $$"""{"messages":[{{other}}],"brand":"x"}""", """{"brand":"z"}""", """{"errors":[{"code":1011}],"brand":"e"}""",
        }));

        IEnumerable<string> Bodies() => _inbound.Received.Where(received => received.ChannelId == channel).Select(received => received.Body);
    }

    [Test]
    public async Task A_server_that_knows_of_no_window_is_believed_and_how_it_writes_numbers_is_told()
    {
        var channel = Guid.NewGuid();
        _sender.Answer = _ => Nothing;
        await PublishAsync(
            channel,
            """{"statuses":[{"id":"gBX9","recipient_id":"255712000119","status":"failed","timestamp":"1700000000","errors":[{"code":470}]}]}""");
        await PublishAsync(channel, """{"messages":[{"id":"gBX10","from":"551187650001","type":"text","text":{"body":"b"}}]}""");

        await Eventually.HoldsAsync(
            () => Task.FromResult(_inbound.Learned.Any(learned => (learned.ChannelId, learned.WaId) == (channel, "551187650001"))), "the number");
        await Eventually.HoldsAsync(
            async () =>
            {
                await using var db = _bed.OpenWindows();
                return await db.ClosesAtAsync(channel, "255712000119", default) == DateTimeOffset.UnixEpoch + WindowsDbContext.Length;
            },
            "the window");
    }

    private async Task<bool> NoneWaitsAsync()
    {
        await using var db = _bed.OpenInbound();
        return !await db.Postponed.AnyAsync();
    }

    private Task PublishAsync(Guid channelId, string body, TimeSpan age = default) => _inbound.Bus.Publish(new OnPremisesCallbackReceived
    {
        CallbackId = Guid.NewGuid(),
        ChannelId = channelId,
        ReceivedAt = _bed.Clock.GetUtcNow() - age,
        Body = body,
    });

    private Task<MessageStatusChanged> WaitForAsync(Guid channelId) => Eventually.GetAsync(
        () => Task.FromResult(_inbound.Statuses.FirstOrDefault(status => status.ChannelId == channelId)!),
        status => status is not null,
        "the status");
}
