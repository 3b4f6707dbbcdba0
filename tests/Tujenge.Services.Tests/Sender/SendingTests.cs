using System.Text.Json;
using NUnit.Framework;
using Tujenge.Contracts.Json;
using Tujenge.Contracts.Messages;
using Tujenge.Contracts.V1;
using Tujenge.Infra.Directory;
using Tujenge.Sender;
using Tujenge.Sender.Persistence;
using Tujenge.Services.Tests.Support;

namespace Tujenge.Services.Tests.Sender;

/// <summary>The sender on real RabbitMQ and PostgreSQL, against a Graph API that answers as told.</summary>
[TestFixture]
public sealed partial class SendingTests
{
    private TestBed _bed = null!;
    private ScriptedGraph _graph = null!;
    private RunningService _sender = null!;
    private Channel _channel = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _bed = await TestBed.CreateAsync();
        _graph = await ScriptedGraph.StartAsync();
        _channel = await _bed.AddChannelAsync(_graph.Root);
        _sender = await StartSenderAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _sender.DisposeAsync();
        await _graph.DisposeAsync();
        await _bed.DisposeAsync();
    }

    [Test]
    public async Task Messages_to_one_recipient_leave_in_the_order_in_which_they_were_accepted()
    {
        _graph.OnSend = async _ =>
        {
            await Task.Yield();
            return _graph.Take();
        };
        for (var i = 0; i < 40; i++)
        {
            await SendAsync($"2557120001{i % 4:00}", $"{i:00}");
        }

        Assert.That(() => _graph.Sends, Has.Count.EqualTo(40).After(20).Seconds.PollEvery(20).MilliSeconds);
        foreach (var recipient in _graph.Sends.GroupBy(send => send.To))
        {
            Assert.That(recipient.Select(send => send.Text), Is.Ordered);
        }
    }

    [Test]
    public async Task A_command_that_the_broker_delivers_twice_is_sent_once()
    {
        var command = NewCommand("255712000111", "once");
        await _sender.SendQueues.SendAsync(command, default);
        await _sender.SendQueues.SendAsync(command, default);
        await SendAsync("255712000111", "last");

        Assert.That(() => TextsTo("255712000111"), Has.Member("last").After(10).Seconds.PollEvery(20).MilliSeconds);
        Assert.That(TextsTo("255712000111"), Is.EqualTo(new[] { "once", "last" }));
    }

    [Test]
    public async Task A_lost_answer_is_never_sent_again_and_a_status_tells_its_fate()
    {
        _graph.OnSend = _ => Task.FromResult(GraphAnswer.Lost);
        var id = await SendAsync("255712000111", "maybe");
        Assert.That(() => MessageAsync(id).Result?.IsOpen, Is.False.After(10).Seconds.PollEvery(20).MilliSeconds);

        await PublishStatusAsync(id, "wamid.late", MessageStatus.Delivered, _bed.Clock.GetUtcNow());
        Assert.That(
            () => MessageAsync(id).Result?.State,
            Is.EqualTo(MessageState.Delivered).After(10).Seconds.PollEvery(20).MilliSeconds);
        Assert.That(_graph.Sends, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_lost_answer_without_any_status_is_reported_as_408_and_later_news_takes_it_back()
    {
        _graph.OnSend = _ => Task.FromResult(GraphAnswer.Lost);
        var id = await SendAsync("255712000111", "maybe");
        Assert.That(() => MessageAsync(id).Result?.IsOpen, Is.False.After(10).Seconds.PollEvery(20).MilliSeconds);
        _bed.Clock.Advance(TimeSpan.FromMinutes(11));

        Assert.That(() => CodesOf(id), Is.EqualTo(new int?[] { 408 }).After(10).Seconds.PollEvery(20).MilliSeconds);
        await PublishStatusAsync(id, "wamid.late", MessageStatus.Sent, _bed.Clock.GetUtcNow());
        Assert.That(
            () => MessageAsync(id).Result?.State,
            Is.EqualTo(MessageState.Sent).After(10).Seconds.PollEvery(20).MilliSeconds);
        Assert.That(_graph.Sends, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_message_whose_id_cannot_be_kept_is_with_WhatsApp_all_the_same()
    {
        _graph.OnSend = send => Task.FromResult(send.Text == "lost"
            ? GraphAnswer.Lost
            : new GraphAnswer(200, $$"""{"messages":[{"id":"{{new string('a', 300)}}"}]}"""));
        var taken = await SendAsync("255712000111", "taken");
        var lost = await SendAsync("255712000222", "lost");
        Assert.That(() => MessageAsync(taken).Result?.AnsweredAt, Is.Not.Null.After(10).Seconds.PollEvery(20).MilliSeconds);
        Assert.That(() => MessageAsync(lost).Result?.IsOpen, Is.False.After(10).Seconds.PollEvery(20).MilliSeconds);

        _bed.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.That(() => CodesOf(lost), Is.EqualTo(new int?[] { 408 }).After(10).Seconds.PollEvery(20).MilliSeconds);
        Assert.That(CodesOf(taken), Is.Empty);
    }

    [Test]
    public async Task A_text_outside_the_window_fails_with_470_and_no_call_is_made()
    {
        await using (var windows = _bed.OpenWindows())
        {
            await windows.MoveAsync([new(_channel.Id, "255712000111", _bed.Clock.GetUtcNow() - TimeSpan.FromHours(25))], default);
        }

        var id = await SendAsync("255712000111", "too late");

        Assert.That(() => CodesOf(id), Is.EqualTo(new int?[] { 470 }).After(10).Seconds.PollEvery(20).MilliSeconds);
        Assert.That(_graph.Sends, Is.Empty);
        Assert.That(await MessageAsync(id) is { Attempts: 0, SendingAt: null }, Is.True, "no attempt is told that there was none of");
        using var body = JsonDocument.Parse(_sender.Statuses.Single().Body);
        var status = body.RootElement.GetProperty("statuses")[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(status.GetProperty("id").GetString(), Is.EqualTo(id));
            Assert.That(status.GetProperty("status").GetString(), Is.EqualTo("failed"));
            Assert.That(status.GetProperty("errors")[0].GetProperty("title").GetString(), Is.EqualTo("Re-engagement message"));
        }
    }

    [Test]
    public async Task A_refusal_outside_the_window_is_remembered_until_the_customer_writes()
    {
        _graph.OnSend = _ => Task.FromResult(ScriptedGraph.Refuse(131047));
        var first = await SendAsync("255712000111", "refused by WhatsApp");
        Assert.That(() => CodesOf(first), Is.EqualTo(new int?[] { 470 }).After(10).Seconds.PollEvery(20).MilliSeconds);
        var second = await SendAsync("255712000111", "refused here");
        Assert.That(() => CodesOf(second), Is.EqualTo(new int?[] { 470 }).After(10).Seconds.PollEvery(20).MilliSeconds);
        Assert.That(_graph.Sends, Has.Count.EqualTo(1));

        _graph.OnSend = _ => Task.FromResult(_graph.Take());
        await using (var windows = _bed.OpenWindows())
        {
            await windows.MoveAsync([new(_channel.Id, "255712000111", _bed.Clock.GetUtcNow())], default);
        }

        await SendAsync("255712000111", "welcome");
        Assert.That(() => TextsTo("255712000111"), Has.Member("welcome").After(10).Seconds.PollEvery(20).MilliSeconds);
    }

    [Test]
    public async Task A_status_that_overtakes_the_send_answer_is_kept()
    {
        var answer = new TaskCompletionSource();
        _graph.OnSend = async send =>
        {
            await PublishStatusAsync(send.MessageId, "wamid.1", MessageStatus.Sent, _bed.Clock.GetUtcNow());
            await PublishStatusAsync(send.MessageId, "wamid.1", MessageStatus.Delivered, _bed.Clock.GetUtcNow());
            await answer.Task;
            return _graph.Take();
        };
        var id = await SendAsync("255712000111", "fast");
        Assert.That(
            () => MessageAsync(id).Result?.State,
            Is.EqualTo(MessageState.Delivered).After(10).Seconds.PollEvery(20).MilliSeconds);

        answer.SetResult();
        Assert.That(() => MessageAsync(id).Result?.AnsweredAt, Is.Not.Null.After(10).Seconds.PollEvery(20).MilliSeconds);
        Assert.That((await MessageAsync(id))!.State, Is.EqualTo(MessageState.Delivered));
    }

    [Test]
    public async Task A_late_sent_does_not_take_back_delivered_and_WhatsApps_timestamps_are_kept()
    {
        var id = await SendAsync("255712000111", "hello");
        Assert.That(() => MessageAsync(id).Result?.UpstreamId, Is.Not.Null.After(10).Seconds.PollEvery(20).MilliSeconds);
        var delivered = DateTimeOffset.FromUnixTimeSeconds(1_718_000_660);
        var sent = DateTimeOffset.FromUnixTimeSeconds(1_718_000_600);

        await PublishStatusAsync(id, "wamid.1", MessageStatus.Delivered, delivered);
        Assert.That(
            () => MessageAsync(id).Result?.DeliveredAt,
            Is.EqualTo(delivered).After(10).Seconds.PollEvery(20).MilliSeconds);
        await PublishStatusAsync(id, "wamid.1", MessageStatus.Sent, sent);
        Assert.That(() => MessageAsync(id).Result?.SentAt, Is.EqualTo(sent).After(10).Seconds.PollEvery(20).MilliSeconds);
        Assert.That((await MessageAsync(id))!.State, Is.EqualTo(MessageState.Delivered));
    }

    [TestCase(MessageState.Failed, MessageStatus.Sent, MessageStatus.Failed)]
    [TestCase(MessageState.Failed, MessageStatus.Failed, MessageStatus.Sent)]
    [TestCase(MessageState.Delivered, MessageStatus.Delivered, MessageStatus.Failed)]
    [TestCase(MessageState.Delivered, MessageStatus.Failed, MessageStatus.Delivered)]
    [TestCase(MessageState.Read, MessageStatus.Read, MessageStatus.Failed)]
    [TestCase(MessageState.Read, MessageStatus.Read, MessageStatus.Delivered)]
    public async Task A_state_never_goes_back(MessageState expected, MessageStatus first, MessageStatus second)
    {
        var id = await SendAsync("255712000111", "hello");
        Assert.That(() => MessageAsync(id).Result?.AnsweredAt, Is.Not.Null.After(10).Seconds.PollEvery(20).MilliSeconds);
        var at = _bed.Clock.GetUtcNow();
        await PublishStatusAsync(id, "wamid.1", first, at);
        Assert.That(() => TimeOf(first), Is.Not.Null.After(10).Seconds.PollEvery(20).MilliSeconds);
        await PublishStatusAsync(id, "wamid.1", second, at);
        Assert.That(() => TimeOf(second), Is.Not.Null.After(10).Seconds.PollEvery(20).MilliSeconds);

        Assert.That((await MessageAsync(id))!.State, Is.EqualTo(expected));

        DateTimeOffset? TimeOf(MessageStatus status) => MessageAsync(id).Result is not { } message ? null : status switch
        {
            MessageStatus.Sent => message.SentAt,
            MessageStatus.Delivered => message.DeliveredAt,
            MessageStatus.Read => message.ReadAt,
            _ => message.FailedAt,
        };
    }

    [TestCase("missing", "sw", 2001)]
    [TestCase("order_ready", "fr", 2001)]
    [TestCase("order_ready", "sw", 2000)]
    [TestCase("tired", "sw", 2061)]
    public async Task A_template_that_WhatsApp_would_refuse_is_refused_without_a_call(string name, string language, int code)
    {
        _graph.Templates =
            """
            {"data":[
              {"name":"order_ready","language":"sw","status":"APPROVED","components":[{"type":"BODY","text":"Hi {{1}}"}]},
              {"name":"tired","language":"sw","status":"PAUSED","components":[]}]}
            """;
        var channel = await _bed.AddChannelAsync(_graph.Root, wabaId: "20");
        var id = await SendTemplateAsync(channel, name, language);

        Assert.That(() => CodesOf(id), Is.EqualTo(new int?[] { code }).After(10).Seconds.PollEvery(20).MilliSeconds);
        Assert.That(_graph.Sends, Is.Empty);
    }

    [Test]
    public async Task A_template_is_sent_unchecked_while_the_list_of_templates_cannot_be_read()
    {
        var channel = await _bed.AddChannelAsync(_graph.Root, wabaId: "20");
        await SendTemplateAsync(channel, "whatever", "sw");

        Assert.That(() => _graph.Sends, Has.Count.EqualTo(1).After(10).Seconds.PollEvery(20).MilliSeconds);
        var template = _graph.Sends.Single().Body.GetProperty("template");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(template.GetProperty("name").GetString(), Is.EqualTo("whatever"));
            Assert.That(template.TryGetProperty("namespace", out _), Is.False);
            Assert.That(_graph.Sends.Single().Authorization, Is.EqualTo("Bearer " + channel.AccessToken.Reveal()));
            Assert.That(_graph.Sends.Single().Length, Is.GreaterThan(0), "not in chunks, which not every server takes");
        }
    }

    [Test]
    public async Task A_message_claimed_by_a_process_that_died_is_not_sent_again()
    {
        var never = new TaskCompletionSource<GraphAnswer>();
        _graph.OnSend = _ => never.Task;
        var id = await SendAsync("255712000111", "in flight");
        Assert.That(() => _graph.Sends, Has.Count.EqualTo(1).After(10).Seconds.PollEvery(20).MilliSeconds);

        // As after a crash: nobody is going to write the outcome, and the lease runs out.
        _graph.OnSend = _ => Task.FromResult(_graph.Take());
        _bed.Clock.Advance(TimeSpan.FromMinutes(2));
        var next = await SendAsync("255712000111", "next");

        Assert.That(() => MessageAsync(next).Result?.UpstreamId, Is.Not.Null.After(10).Seconds.PollEvery(20).MilliSeconds);
        Assert.That(TextsTo("255712000111"), Is.EqualTo(new[] { "in flight", "next" }));
        Assert.That((await MessageAsync(id))!.IsOpen, Is.False);
        never.SetResult(_graph.Take());
    }

    [Test]
    public async Task A_reaction_to_a_message_of_ours_names_it_by_WhatsApps_id()
    {
        var id = await SendAsync("255712000111", "hello");
        await ReactAsync(id);

        Assert.That(() => _graph.Sends, Has.Count.EqualTo(2).After(10).Seconds.PollEvery(20).MilliSeconds);
        Assert.That(
            _graph.Sends.Last().Body.GetProperty("reaction").GetRawText(),
            Is.EqualTo("""{"message_id":"wamid.1","emoji":"\uD83D\uDC4D"}"""));
    }

    [Test]
    public async Task A_reaction_to_a_message_that_never_was_fails()
    {
        var reaction = await ReactAsync(MessageId.New(_bed.Clock.GetUtcNow()));

        Assert.That(() => CodesOf(reaction), Is.EqualTo(new[] { 1006 }).After(10).Seconds.PollEvery(20).MilliSeconds);
        Assert.That(_graph.Sends, Is.Empty);
    }

    private Task<RunningService> StartSenderAsync() =>
        RunningService.StartAsync(_bed, builder => builder.AddSender(), SenderService.Bus);

    private SendMessage NewCommand(string to, string text) => new()
    {
        MessageId = MessageId.New(_bed.Clock.GetUtcNow()),
        ChannelId = _channel.Id,
        Recipient = to,
        Body = Embedded(new V1Message { To = to, Type = "text", Text = new V1Text { Body = text } }),
        AcceptedAt = _bed.Clock.GetUtcNow(),
    };

    private static EmbeddedJson Embedded(V1Message message) =>
        new(JsonSerializer.SerializeToUtf8Bytes(message, V1Json.Wire.V1Message));

    private async Task<string> SendAsync(string to, string text)
    {
        var command = NewCommand(to, text);
        await _sender.SendQueues.SendAsync(command, default);
        return command.MessageId;
    }

    private async Task<string> ReactAsync(string messageId)
    {
        var message = new V1Message
        {
            To = "255712000111",
            Type = "reaction",
            Reaction = new V1Reaction { MessageId = messageId, Emoji = "👍" },
        };
        var command = NewCommand(message.To, "") with { Body = Embedded(message) };
        await _sender.SendQueues.SendAsync(command, default);
        return command.MessageId;
    }

    private async Task<string> SendTemplateAsync(Channel channel, string name, string language)
    {
        var message = new V1Message
        {
            To = "255712000111",
            Type = "template",
            Template = new V1Template { Namespace = "ns", Name = name, Language = new V1Language { Code = language } },
        };
        var command = NewCommand(message.To, "") with
        {
            ChannelId = channel.Id,
            Body = Embedded(message),
        };
        await _sender.SendQueues.SendAsync(command, default);
        return command.MessageId;
    }

    private Task PublishStatusAsync(string id, string upstreamId, MessageStatus status, DateTimeOffset at) =>
        _sender.Bus.Publish(new MessageStatusChanged
        {
            EventId = Guid.NewGuid(),
            ChannelId = _channel.Id,
            MessageId = id,
            UpstreamId = upstreamId,
            Status = status,
            OccurredAt = at,
            Body = "{}",
        });

    private string?[] TextsTo(string to) => [.. _graph.Sends.Where(send => send.To == to).Select(send => send.Text)];

    private int?[] CodesOf(string id) =>
        [.. _sender.Statuses.Where(status => status.MessageId == id && status.Status == MessageStatus.Failed).Select(status => status.ErrorCode)];

    private async Task<LoggedMessage?> MessageAsync(string id)
    {
        await using var db = _bed.OpenSender();
        return db.Messages.SingleOrDefault(message => message.MessageId == id);
    }
}
