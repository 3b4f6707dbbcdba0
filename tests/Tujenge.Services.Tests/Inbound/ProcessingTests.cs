using NUnit.Framework;
using Tujenge.Contracts.Callbacks;
using Tujenge.Contracts.Messages;
using Tujenge.Inbound.Persistence;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Windows;

namespace Tujenge.Services.Tests.Inbound;

/// <summary>What becomes of a callback that was taken.</summary>
[TestFixture]
public sealed class ProcessingTests
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
    public async Task A_callback_that_WhatsApp_repeats_gives_one_event()
    {
        var message = CloudBodies.Message(_channel, "wamid.1", "once");
        var status = CloudBodies.Status(_channel, "wamid.2", "delivered");
        for (var i = 0; i < 3; i++)
        {
            await PublishAsync(message);
            await PublishAsync(status);
        }

        await SettleAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_inbound.ReceivedBy(_channel), Has.Exactly(1).Items);
            Assert.That(_inbound.StatusesOf(_channel), Has.Exactly(1).Items);
        }
    }

    [Test]
    public async Task A_callback_that_the_broker_delivers_again_is_published_again_under_the_same_event_ids()
    {
        var body = CloudBodies.Of(CloudBodies.Entry(
            _channel,
            CloudBodies.Messages(CloudBodies.Text("wamid.1", "twice")),
            CloudBodies.Statuses(CloudBodies.StatusOf("wamid.2", "read")),
            "\"errors\":[{\"code\":131000,\"title\":\"Something went wrong\"}]"));
        var callbackId = Guid.NewGuid();
        await PublishAsync(body, callbackId);
        await PublishAsync(body, callbackId);

        await SettleAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_inbound.ReceivedBy(_channel), Has.Exactly(4).Items);
            Assert.That(_inbound.ReceivedBy(_channel).Select(received => received.EventId).Distinct(), Has.Exactly(2).Items);
            Assert.That(_inbound.StatusesOf(_channel), Has.Exactly(2).Items);
            Assert.That(_inbound.StatusesOf(_channel).Select(status => status.EventId).Distinct(), Has.Exactly(1).Items);
        }
    }

    /// <summary>Dedup marked before the effect: a crash in between made the repetition a duplicate that nobody got.</summary>
    [Test]
    public async Task A_crash_between_noting_an_event_and_publishing_it_does_not_lose_it()
    {
        var callbackId = Guid.NewGuid();
        await using (var db = _inbound.Bed.OpenInbound())
        {
            var entry = new CallbackEntry
            {
                CallbackId = callbackId,
                Keys = [SeenKey.OfMessage(_channel.Id, "wamid.1")],
                Known = [],
                Written = [],
            };
            await db.WriteAsync([entry], _inbound.Bed.Clock.GetUtcNow(), default);
            Assert.That(entry.First, Has.Exactly(1).Items);
        }

        await PublishAsync(CloudBodies.Message(_channel, "wamid.1", "still here"), callbackId);
        Assert.That((await _inbound.WaitForReceivedAsync(_channel, 1)).Single().UpstreamId, Is.EqualTo("wamid.1"));
    }

    [Test]
    public async Task Sent_delivered_and_read_of_one_message_are_three_events_with_ids_of_their_own()
    {
        foreach (var status in new[] { "sent", "delivered", "read" })
        {
            await PublishAsync(CloudBodies.Status(_channel, "wamid.1", status));
        }

        var events = await _inbound.WaitForStatusesAsync(_channel, 3);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                events.Select(status => status.Status),
                Is.EqualTo(new[] { MessageStatus.Sent, MessageStatus.Delivered, MessageStatus.Read }));
            Assert.That(events.Select(status => status.EventId).Distinct(), Has.Exactly(3).Items);
        }
    }

    [Test]
    public async Task A_message_and_a_status_with_one_id_are_two_events()
    {
        await PublishAsync(CloudBodies.Message(_channel, "wamid.1", "text"));
        await PublishAsync(CloudBodies.Status(_channel, "wamid.1", "deleted"));

        await SettleAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_inbound.ReceivedBy(_channel), Has.Exactly(1).Items);
            Assert.That(_inbound.StatusesOf(_channel).Single().Status, Is.EqualTo(MessageStatus.Other));
        }
    }

    [Test]
    public async Task Everything_in_one_post_reaches_its_own_channel_and_no_other()
    {
        var sibling = await _inbound.Bed.AddChannelAsync(appSecret: _channel.AppSecret.Reveal());
        var foreign = await _inbound.Bed.AddChannelAsync();
        var body = CloudBodies.Of(
            CloudBodies.Entry(
                CloudBodies.Change(_channel, CloudBodies.Messages(CloudBodies.Text("wamid.a1", "a1"), CloudBodies.Text("wamid.a2", "a2"))),
                CloudBodies.Change(sibling, CloudBodies.Messages(CloudBodies.Text("wamid.b1", "b1")))),
            CloudBodies.Entry(foreign, CloudBodies.Messages(CloudBodies.Text("wamid.c1", "c1"))),
            CloudBodies.Entry(sibling, CloudBodies.Statuses(CloudBodies.StatusOf("wamid.b2", "sent"))),
            CloudBodies.Entry(_channel, CloudBodies.Messages(CloudBodies.Text("wamid.a3", "a3"))));
        await _inbound.Service.Bus.Publish(NewCallback(body, Guid.NewGuid(), _channel.Id, sibling.Id));

        await SettleAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(IdsOf(_channel), Is.EqualTo(new[] { "wamid.a1", "wamid.a2", "wamid.a3" }));
            Assert.That(IdsOf(sibling), Is.EqualTo(new[] { "wamid.b1" }));
            Assert.That(_inbound.StatusesOf(sibling).Single().UpstreamId, Is.EqualTo("wamid.b2"));
            Assert.That(IdsOf(foreign), Is.Empty);
            Assert.That(_inbound.StatusesOf(_channel), Is.Empty);
        }
    }

    [Test]
    public async Task One_id_at_two_numbers_is_two_events()
    {
        var other = await _inbound.Bed.AddChannelAsync();
        var body = CloudBodies.Of(
            CloudBodies.Entry(_channel, CloudBodies.Messages(CloudBodies.Text("wamid.same", "a"))),
            CloudBodies.Entry(other, CloudBodies.Messages(CloudBodies.Text("wamid.same", "b"))));
        await _inbound.Service.Bus.Publish(NewCallback(body, Guid.NewGuid(), _channel.Id, other.Id));

        await SettleAsync();
        Assert.That(
            _inbound.ReceivedBy(_channel).Concat(_inbound.ReceivedBy(other)).Select(received => received.EventId).Distinct(),
            Has.Exactly(2).Items);
    }

    [TestCase("null", TestName = "A null does not stop its siblings")]
    [TestCase("7", TestName = "A number does not stop its siblings")]
    [TestCase("""{"from":"255712000111","type":"text"}""", TestName = "A message without id does not stop its siblings")]
    [TestCase("""{"id":{},"from":[],"type":"text"}""", TestName = "A message of wrong types does not stop its siblings")]
    [TestCase("""{"id":"wamid.\u0000","from":"1","type":"text"}""", TestName = "An id with a NUL does not stop its siblings")]
    [TestCase("""{"id":"wamid.x","from":"1\u00002","type":"text"}""", TestName = "A sender with a NUL does not stop its siblings")]
    [TestCase("""{"id":"wamid.x","from":"LONG","type":"text"}""", TestName = "An endless sender does not stop its siblings")]
    [TestCase("""{"id":"LONG","from":"1","type":"text"}""", TestName = "An endless id does not stop its siblings")]
    [TestCase("""{"id":"\ud800","from":"\udc00","type":"\ud83d"}""", TestName = "Half an emoji in every field does not stop its siblings")]
    [TestCase("""{"id":"wamid.x","from":"1","type":"image","image":{"id":"1","id":"2"}}""", TestName = "A name twice does not stop its siblings")]
    [TestCase("""{"id":"wamid.x","from":"1","context":{"id":"\u0000"},"type":"text"}""", TestName = "A quoted NUL does not stop its siblings")]
    public async Task A_malformed_part_does_not_stop_its_siblings(string malformed)
    {
        malformed = malformed.Replace("LONG", new string('9', 3000), StringComparison.Ordinal);
        await PublishAsync(CloudBodies.Of(
            "7",
            CloudBodies.Entry("null", """{"field":"messages","value":7}"""),
            CloudBodies.Entry(
                _channel,
                CloudBodies.Messages(malformed, CloudBodies.Text("wamid.good", "good")),
                CloudBodies.Statuses(malformed, CloudBodies.StatusOf("wamid.fine", "read")),
                $"\"contacts\":[{malformed}]",
                "\"errors\":7")));

        await SettleAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(IdsOf(_channel), Has.Member("wamid.good"));
            Assert.That(_inbound.StatusesOf(_channel).Select(status => status.UpstreamId), Has.Member("wamid.fine"));
        }
    }

    [Test]
    public async Task A_text_cut_in_the_middle_of_an_emoji_still_arrives()
    {
        await PublishAsync(CloudBodies.Message(_channel, "wamid.cut", "PLACE").Replace("PLACE", """cut \ud83d""", StringComparison.Ordinal));

        var received = (await _inbound.WaitForReceivedAsync(_channel, 1)).Single();
        Assert.That(
            RunningInbound.Json(received.Body).GetProperty("messages")[0].GetProperty("text").GetProperty("body").GetString(),
            Is.EqualTo("cut \ufffd"));
    }

    [Test]
    public async Task The_window_is_open_before_the_event_is_seen()
    {
        DateTimeOffset? seen = null;
        _inbound.Service.OnReceived = async received =>
        {
            await using var db = _inbound.Bed.OpenWindows();
            seen ??= await db.ClosesAtAsync(received.ChannelId, CloudBodies.Customer, default) ?? DateTimeOffset.MinValue;
        };
        try
        {
            await PublishAsync(CloudBodies.Message(_channel, "wamid.1", "hello", at: 1_718_000_000));
            await _inbound.WaitForReceivedAsync(_channel, 1);
        }
        finally
        {
            _inbound.Service.OnReceived = _ => Task.CompletedTask;
        }

        Assert.That(seen, Is.EqualTo(DateTimeOffset.FromUnixTimeSeconds(1_718_000_000).AddHours(24)));
    }

    [Test]
    public async Task An_older_message_that_comes_late_does_not_move_the_window_back()
    {
        await PublishAsync(CloudBodies.Message(_channel, "wamid.new", "new", at: 1_718_000_500));
        await PublishAsync(CloudBodies.Message(_channel, "wamid.old", "old", at: 1_718_000_000));

        await SettleAsync();
        Assert.That(await ClosesAtAsync(CloudBodies.Customer), Is.EqualTo(DateTimeOffset.FromUnixTimeSeconds(1_718_000_500).AddHours(24)));
    }

    [TestCase("""{"from":"255712000111","id":"wamid.s","timestamp":"1718000000","type":"system","system":{"type":"user_changed_number","wa_id":"255712999111"}}""")]
    [TestCase("""{"from":"255712000111","id":"wamid.g","timestamp":"1718000000","type":"text","group_id":"G","text":{"body":"hi all"}}""")]
    public async Task What_is_not_written_to_the_business_opens_no_window(string message)
    {
        await PublishAsync(CloudBodies.Of(CloudBodies.Entry(_channel, CloudBodies.Messages(message))));

        await _inbound.WaitForReceivedAsync(_channel, 1);
        Assert.That(await ClosesAtAsync(CloudBodies.Customer), Is.Null);
    }

    [Test]
    public async Task Whose_a_customers_file_is_is_told_once()
    {
        var body = CloudBodies.Of(CloudBodies.Entry(_channel, CloudBodies.Messages(
            """{"from":"1","id":"wamid.i","timestamp":"1","type":"image","image":{"id":"125","mime_type":"image/jpeg"}}""",
            """{"from":"1","id":"wamid.v","timestamp":"1","type":"audio","audio":{"id":"126","voice":true}}""",
            """{"from":"1","id":"wamid.f","timestamp":"1","type":"image","image":{"status":"undownloaded"}}""")));
        await PublishAsync(body);
        await PublishAsync(body);
        await SettleAsync();

        Assert.That(
            _inbound.Service.Media.Where(media => media.ChannelId == _channel.Id).Select(media => (media.MediaId, media.MimeType)),
            Is.EquivalentTo(new[] { ("125", "image/jpeg"), ("126", (string?)null) }));
    }

    [Test]
    public async Task A_status_names_our_id_and_one_without_it_is_found_again_by_the_remembered_one()
    {
        var ours = MessageId.New(_inbound.Bed.Clock.GetUtcNow());
        await PublishAsync(CloudBodies.Status(_channel, "wamid.1", "sent", ours));
        await PublishAsync(CloudBodies.Status(_channel, "wamid.1", "delivered"));
        await PublishAsync(CloudBodies.Status(_channel, "wamid.1", "read", "somebody else's data"));
        await PublishAsync(CloudBodies.Status(_channel, "wamid.elsewhere", "sent"));

        var events = await _inbound.WaitForStatusesAsync(_channel, 4);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(events.Select(status => status.MessageId), Is.EqualTo(new[] { ours, ours, ours, "wamid.elsewhere" }));
            Assert.That(
                events.Select(status => RunningInbound.Json(status.Body).GetProperty("statuses")[0].GetProperty("id").GetString()),
                Is.EqualTo(new[] { ours, ours, ours, "wamid.elsewhere" }));
            Assert.That(events.Select(status => status.Body), Has.None.Contains("biz_opaque"));
        }
    }

    [Test]
    public async Task A_customer_who_quotes_or_reacts_names_our_id()
    {
        var ours = MessageId.New(_inbound.Bed.Clock.GetUtcNow());
        await PublishAsync(CloudBodies.Status(_channel, "wamid.sent", "sent", ours));
        await PublishAsync(CloudBodies.Of(CloudBodies.Entry(_channel, CloudBodies.Messages(
            """{"from":"1","id":"wamid.q","timestamp":"1","type":"text","text":{"body":"this"},"context":{"from":"2","id":"wamid.sent"}}""",
            """{"from":"1","id":"wamid.r","timestamp":"1","type":"reaction","reaction":{"message_id":"wamid.sent","emoji":"👍"}}"""))));

        var events = await _inbound.WaitForReceivedAsync(_channel, 2);
        var messages = events.Select(received => RunningInbound.Json(received.Body).GetProperty("messages")[0]).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(messages[0].GetProperty("context").GetProperty("id").GetString(), Is.EqualTo(ours));
            Assert.That(messages[1].GetProperty("reaction").GetProperty("message_id").GetString(), Is.EqualTo(ours));
        }
    }

    [Test]
    public async Task An_id_remembered_for_one_number_is_not_told_to_another()
    {
        var other = await _inbound.Bed.AddChannelAsync();
        await PublishAsync(CloudBodies.Status(_channel, "wamid.1", "sent", MessageId.New(_inbound.Bed.Clock.GetUtcNow())));
        await _inbound.Service.Bus.Publish(NewCallback(CloudBodies.Status(other, "wamid.1", "sent"), Guid.NewGuid(), other.Id));

        Assert.That((await _inbound.WaitForStatusesAsync(other, 1)).Single().MessageId, Is.EqualTo("wamid.1"));
    }

    /// <summary>Processing time shown instead of WhatsApp's (Chatwoot #14739).</summary>
    [Test]
    public async Task The_time_is_WhatsApps_and_not_ours()
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(1_718_000_123);
        await PublishAsync(CloudBodies.Of(CloudBodies.Entry(
            _channel,
            CloudBodies.Messages(CloudBodies.Text("wamid.1", "late", at: 1_718_000_123)),
            CloudBodies.Statuses(CloudBodies.StatusOf("wamid.2", "read", at: 1_718_000_123)))));

        var received = (await _inbound.WaitForReceivedAsync(_channel, 1)).Single();
        var status = _inbound.StatusesOf(_channel).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(received.OccurredAt, Is.EqualTo(at));
            Assert.That(RunningInbound.Json(received.Body).GetProperty("messages")[0].GetProperty("timestamp").GetString(), Is.EqualTo("1718000123"));
            Assert.That(status.OccurredAt, Is.EqualTo(at));
            Assert.That(RunningInbound.Json(status.Body).GetProperty("statuses")[0].GetProperty("timestamp").GetString(), Is.EqualTo("1718000123"));
        }
    }

    [Test]
    public async Task A_failed_status_carries_the_v1_code()
    {
        await PublishAsync(CloudBodies.Of(CloudBodies.Entry(_channel, CloudBodies.Statuses(
            """
            {"id":"wamid.1","status":"failed","timestamp":"1718000000","recipient_id":"255712000111",
             "errors":[{"code":131047,"title":"Re-engagement message","error_data":{"details":"More than 24 hours"}}]}
            """))));

        var status = (await _inbound.WaitForStatusesAsync(_channel, 1)).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(status.Status, Is.EqualTo(MessageStatus.Failed));
            Assert.That(status.ErrorCode, Is.EqualTo(470));
            Assert.That(status.Body, Does.Contain("cloud 131047: More than 24 hours"));
            Assert.That(await ClosesAtAsync("255712000111"), Is.EqualTo(DateTimeOffset.UnixEpoch + WindowsDbContext.Length), "WhatsApp knows of no window");
        }
    }

    [TestCase(131047, true, true)]
    [TestCase(131026, false, false)]
    public async Task A_failure_outside_the_window_closes_none_that_was_seen_opening(int code, bool hasWritten, bool isKnown)
    {
        if (hasWritten)
        {
            await PublishAsync(CloudBodies.Message(_channel, "wamid.in", "hello", at: 1_718_000_500));
        }

        await PublishAsync(CloudBodies.Of(CloudBodies.Entry(_channel, CloudBodies.Statuses(
            $$"""{"id":"wamid.1","status":"failed","timestamp":"1718000000","recipient_id":"{{CloudBodies.Customer}}","errors":[{"code":{{code}}}]}"""))));
        await SettleAsync();

        Assert.That(
            await ClosesAtAsync(CloudBodies.Customer),
            Is.EqualTo(isKnown ? DateTimeOffset.FromUnixTimeSeconds(1_718_000_500).AddHours(24) : (DateTimeOffset?)null));
    }

    private Task PublishAsync(string body, Guid? callbackId = null) =>
        _inbound.Service.Bus.Publish(NewCallback(body, callbackId ?? Guid.NewGuid(), _channel.Id));

    private static CallbackReceived NewCallback(string body, Guid callbackId, params Guid[] channels) => new()
    {
        CallbackId = callbackId,
        ChannelIds = channels,
        ReceivedAt = DateTimeOffset.UtcNow,
        Body = body,
    };

    private Task SettleAsync() => _inbound.SettleAsync();

    private IEnumerable<string?> IdsOf(Channel channel) => _inbound.ReceivedBy(channel).Select(received => received.UpstreamId);

    private async Task<DateTimeOffset?> ClosesAtAsync(string customer)
    {
        await using var db = _inbound.Bed.OpenWindows();
        return await db.ClosesAtAsync(_channel.Id, customer, default);
    }
}
