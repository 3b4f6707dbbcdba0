using NUnit.Framework;
using Tujenge.Contracts.Callbacks;
using Tujenge.Inbound;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Messaging;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing;

namespace Tujenge.Services.Tests.Inbound;

/// <summary>Callbacks of the Cloud API that do not bring our ids along. Inbound has one hand.</summary>
[TestFixture]
public sealed class UntoldIdsTests
{
    private RunningInbound _inbound = null!;
    private Channel _channel = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _inbound = await RunningInbound.StartAsync();

    [SetUp]
    public async Task AddChannelAsync() => _channel = await _inbound.Bed.AddChannelAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _inbound.DisposeAsync();

    [Test]
    public async Task The_sender_knows_them_and_is_asked_once()
    {
        _inbound.Sender.Answer = asked => asked.ChannelId == _channel.Id ? ScriptedSender.Of("wamid.1", "gBEG1") : ScriptedSender.Nothing;
        await PublishAsync(_inbound.Service, CloudBodies.Status(_channel, "wamid.1", "failed"));
        await PublishAsync(_inbound.Service, CloudBodies.Of(CloudBodies.Entry(
            _channel,
            CloudBodies.Messages("""{"from":"1","id":"wamid.q","timestamp":"1","type":"text","text":{"body":"this"},"context":{"id":"wamid.1"}}"""),
            CloudBodies.Statuses(CloudBodies.StatusOf("wamid.1", "read"), CloudBodies.StatusOf("wamid.2", "sent", "gBEG00000000000000000000000000000000")))));

        var statuses = await _inbound.WaitForStatusesAsync(_channel, 3);
        var quoted = (await _inbound.WaitForReceivedAsync(_channel, 1)).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(statuses.Take(2).Select(status => status.MessageId), Is.All.EqualTo("gBEG1"));
            Assert.That(
                RunningInbound.Json(quoted.Body).GetProperty("messages")[0].GetProperty("context").GetProperty("id").GetString(), Is.EqualTo("gBEG1"));
            Assert.That(
                _inbound.Sender.Questions.Where(asked => asked.ChannelId == _channel.Id).SelectMany(asked => asked.UpstreamIds),
                Is.EqualTo(["wamid.1"]));
        }
    }

    [Test]
    public async Task A_status_that_overtakes_the_answer_to_its_send_waits_and_its_neighbours_do_not()
    {
        var sibling = await _inbound.Bed.AddChannelAsync();
        var isAnswered = false;
        _inbound.Sender.Answer = asked => asked.ChannelId != _channel.Id ? ScriptedSender.Nothing
            : Volatile.Read(ref isAnswered) ? ScriptedSender.Of("wamid.1", "gBEG1")
            : ScriptedSender.Nothing with { OnTheirWay = asked.Recipients };
        await PublishAsync(
            _inbound.Service,
            CloudBodies.Of(
                CloudBodies.Entry(_channel, CloudBodies.Statuses(CloudBodies.StatusOf("wamid.1", "sent")), "\"errors\":[{\"code\":131000}]"),
                CloudBodies.Entry(sibling, CloudBodies.Messages(CloudBodies.Text("wamid.2", "hello"))),
                CloudBodies.Entry(_channel, CloudBodies.Messages("""{"from":"1","id":"wamid.3","type":"image","image":{"id":"127"}}"""))),
            sibling);
        await _inbound.WaitForReceivedAsync(sibling, 1);
        await _inbound.SettleAsync();
        Assert.That(_inbound.StatusesOf(_channel), Is.Empty);
        Assert.That(_inbound.Service.Media.Select(media => media.MediaId), Has.Member("127"), "its files are nobody else's already");

        Volatile.Write(ref isAnswered, true);
        Assert.That((await _inbound.WaitForStatusesAsync(_channel, 1)).Single().MessageId, Is.EqualTo("gBEG1"));
        await _inbound.WaitForReceivedAsync(_channel, 2);
        await Eventually.HoldsAsync(
            async () =>
            {
                await using var db = _inbound.Bed.OpenInbound();
                return !db.Postponed.Any();
            },
            "the callback to be forgotten");
        Assert.That(_inbound.ReceivedBy(sibling), Has.Length.EqualTo(1));
        Assert.That(_inbound.ReceivedBy(_channel), Has.Length.EqualTo(2), "the message, and the error, once");
    }

    [TestCase(
        """{"from":"+255712000111","id":"wamid.q","type":"text","context":{"id":"wamid.1"}}""", "", "255712000111")]
    [TestCase("""{"from":"1","id":"wamid.q","type":"reaction","reaction":{"message_id":"wamid.1"}}""", "", "1")]
    [TestCase("""{"from":"1","id":"wamid.q","type":"text"}""", """{"id":"wamid.1","status":"read","recipient_id":"255733000000","recipient_user_id":"US.1"}""", "255733000000 US.1")]
    [TestCase("""{"from":"1","id":"wamid.q","type":"text"}""", """{"id":"wamid.1","status":"read"}""", "")]
    [TestCase("""{"from":"1","id":"wamid.q","type":"text"}""", """{"id":"wamid.1","status":"read","recipient_id":"US.1"}""", "US.1 ")]
    public async Task The_sender_is_asked_about_whoever_may_have_got_it(string message, string status, string recipients)
    {
        _inbound.Sender.Answer = _ => ScriptedSender.Nothing;
        await PublishAsync(
            _inbound.Service, CloudBodies.Of(CloudBodies.Entry(_channel, CloudBodies.Messages(message), CloudBodies.Statuses(status))));
        await _inbound.WaitForReceivedAsync(_channel, 1);

        Assert.That(
            _inbound.Sender.Questions.Single(asked => asked.ChannelId == _channel.Id).Recipients, Is.EquivalentTo(recipients.Split(' ')));
    }

    [Test]
    public async Task While_the_sender_is_away_they_wait_however_long_and_nothing_else_does()
    {
        await using var bed = await TestBed.CreateAsync();
        var channel = await bed.AddChannelAsync();
        await using var inbound = await RunningService.StartAsync(
            bed, builder => builder.AddInbound(), InboundService.Bus, ("Inbound:Concurrency", "1"));
        await PublishAsync(inbound, CloudBodies.Status(channel, "wamid.1", "read"), channel, TimeSpan.FromHours(1));
        await PublishAsync(inbound, CloudBodies.Message(channel, "wamid.2", "hello"), channel);
        await Eventually.HoldsAsync(() => Task.FromResult(!inbound.Received.IsEmpty), "what does not need the sender");
        Assert.That(inbound.Statuses, Is.Empty);

        var sender = new ScriptedSender { Answer = _ => ScriptedSender.Of("wamid.1", "gBEG1") };
        await using var back = await RunningService.StartAsync(bed, _ => { }, sender.Beside(new BusModule(_ => { })));
        await Eventually.HoldsAsync(() => Task.FromResult(!inbound.Statuses.IsEmpty), "the status");
        Assert.That(inbound.Statuses.Select(status => status.MessageId), Is.EqualTo(["gBEG1"]));
    }

    private Task PublishAsync(RunningService inbound, string body, Channel? other = null, TimeSpan age = default) => inbound.Bus.Publish(new CallbackReceived
    {
        CallbackId = Guid.NewGuid(),
        ChannelIds = [_channel.Id, .. other is null ? Array.Empty<Guid>() : [other.Id]],
        ReceivedAt = _inbound.Bed.Clock.GetUtcNow() - age,
        Body = body,
    });
}
