using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Tujenge.Contracts.Directory;
using Tujenge.Contracts.Messages;
using Tujenge.Dispatcher;
using Tujenge.Dispatcher.Persistence;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Secrets;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing.Receiver;

namespace Tujenge.Services.Tests.Dispatcher;

/// <summary>The dispatcher on real RabbitMQ and PostgreSQL, posting to a real HTTP receiver.</summary>
[TestFixture]
public sealed class DeliveringTests
{
    private TestBed _bed = null!;
    private WebhookReceiver _webhook = null!;
    private RunningService _dispatcher = null!;
    private Channel _channel = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _bed = await TestBed.CreateAsync();
        _webhook = await WebhookReceiver.StartAsync();
        _webhook.ExpectsV1 = false; // What is delivered here is made up.
        _channel = await _bed.AddChannelAsync(webhookUrl: _webhook.Url("/hook").ToString(), headers: """{"X-Tenant":"seven"}""");
        _dispatcher = await StartDispatcherAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _dispatcher.DisposeAsync();
        await _webhook.DisposeAsync();
        await _bed.DisposeAsync();
    }

    [Test]
    public async Task An_event_is_posted_byte_for_byte_with_the_webhooks_headers_and_its_id()
    {
        const string body = """{"messages":[{"text":{"body":"Привет 👍 \" \\ é"}}]}""";
        var id = await PublishAsync(_channel, body);

        var call = (await _webhook.WaitForCallsAsync(1)).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(call.Body, Is.EqualTo(body));
            Assert.That(call.Headers["webhook-id"], Is.EqualTo(id.ToString("D")));
            Assert.That(call.Headers["X-Tenant"], Is.EqualTo("seven"));
            Assert.That(call.Headers["Content-Type"], Is.EqualTo("application/json"));
        }
    }

    [Test]
    public async Task An_event_that_the_broker_delivers_twice_is_posted_once()
    {
        var id = await PublishAsync(_channel, "{}");
        await _webhook.WaitForCallsAsync(1);
        await PublishAsync(_channel, "{}", id);
        await PublishAsync(_channel, """{"last":true}""");

        await _webhook.WaitForCallsAsync(2);
        Assert.That(_webhook.Calls.Select(call => call.Body), Is.EqualTo(new[] { "{}", """{"last":true}""" }));
    }

    [TestCase(500)]
    [TestCase(404)]
    [TestCase(204)]
    public async Task Anything_but_200_is_tried_again_under_the_same_id_and_logged(int status)
    {
        _webhook.Handler = _ => Task.FromResult(_webhook.Calls.Count < 3 ? status : 200);
        var id = await PublishAsync(_channel, "{}");
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            await WaitForAttemptsAsync(id, attempt);
            _bed.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await WaitForStateAsync(id, DeliveryState.Delivered);
        Assert.That(_webhook.Calls.Select(call => call.Headers["webhook-id"]).Distinct().Count(), Is.EqualTo(1));
        await using var db = _bed.OpenDispatcher();
        var log = await db.Attempts.OrderBy(attempt => attempt.Number).ToListAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(log.Select(attempt => attempt.Number), Is.EqualTo(new[] { 1, 2, 3 }));
            Assert.That(log.Select(attempt => attempt.StatusCode), Is.EqualTo(new int?[] { status, status, 200 }));
            Assert.That(log[0].Error, Does.Contain($"{status}"));
        }
    }

    [Test]
    public async Task A_redirect_is_a_failure_and_is_not_followed()
    {
        await using var elsewhere = await WebhookReceiver.StartAsync();
        elsewhere.ExpectsV1 = false;
        _webhook.Handler = _ => Task.FromResult(302);
        _webhook.RedirectTo = elsewhere.Url("/stolen");
        var id = await PublishAsync(_channel, "{}");

        await WaitForAttemptsAsync(id, 1);
        Assert.That(elsewhere.Calls, Is.Empty);
        Assert.That((await DeliveryAsync(id))!.LastError, Does.Contain("redirects are not followed"));
    }

    [Test]
    public async Task A_retry_survives_the_process()
    {
        _webhook.Handler = _ => Task.FromResult(503);
        var id = await PublishAsync(_channel, "{}");
        await WaitForAttemptsAsync(id, 1);
        await _dispatcher.DisposeAsync();

        _webhook.Handler = _ => Task.FromResult(200);
        _bed.Clock.Advance(TimeSpan.FromMinutes(1));
        _dispatcher = await StartDispatcherAsync();
        await WaitForStateAsync(id, DeliveryState.Delivered);
    }

    [Test]
    public async Task After_three_days_an_event_is_parked_with_its_contents_and_not_tried_again()
    {
        _webhook.Handler = _ => Task.FromResult(500);
        var id = await PublishAsync(_channel, """{"kept":true}""");
        await WaitForAttemptsAsync(id, 1);
        _bed.Clock.Advance(TimeSpan.FromDays(3));

        await WaitForStateAsync(id, DeliveryState.Parked);
        var parked = await DeliveryAsync(id);
        Assert.That(parked!.Body, Is.EqualTo("""{"kept":true}"""));
    }

    [Test]
    public async Task Events_of_a_channel_without_webhook_wait_and_are_posted_when_it_gets_one()
    {
        var channel = await _bed.AddChannelAsync();
        var id = await PublishAsync(channel, "{}");
        Assert.That(
            () => DeliveryAsync(id).Result?.LastError,
            Is.EqualTo("no webhook is configured").After(10).Seconds.PollEvery(20).MilliSeconds);

        await using (var db = _bed.OpenDirectory())
        {
            db.Webhooks.Add(new Webhook
            {
                ChannelId = channel.Id,
                Url = _webhook.Url("/new").ToString(),
                Headers = _bed.Secrets.Protect("{}", channel.Id, SecretField.WebhookHeaders),
                ChangedAt = _bed.Clock.GetUtcNow(),
            });
            await db.SaveChangesAsync();
        }

        // Until the cache has forgotten that there was none, an announcement may come to nothing: keep announcing.
        await Testing.Eventually.HoldsAsync(
            async () =>
            {
                await _dispatcher.Bus.Publish(new ChannelChanged { ChannelId = channel.Id });
                return (await DeliveryAsync(id))!.State == DeliveryState.Delivered;
            },
            "the waiting event to be delivered");
    }

    [Test]
    public async Task One_webhook_that_never_answers_delays_nobody_else()
    {
        var never = new TaskCompletionSource<int>();
        await using var dead = await WebhookReceiver.StartAsync(_ => never.Task);
        dead.ExpectsV1 = false;
        var deadChannel = await _bed.AddChannelAsync(webhookUrl: dead.Url("/").ToString());
        for (var i = 0; i < 200; i++)
        {
            await PublishAsync(deadChannel, "{}");
        }

        await dead.WaitForCallsAsync(1);
        await PublishAsync(_channel, "{}");
        await _webhook.WaitForCallsAsync(1, TimeSpan.FromSeconds(5));
        never.SetResult(200);
    }

    [Test]
    public async Task A_channel_that_wants_no_sent_statuses_gets_the_others_and_none_is_in_the_log()
    {
        await SwitchSentStatusAsync(false);
        var sent = await PublishAsync(MessageStatus.Sent);
        MessageStatus[] others = [MessageStatus.Delivered, MessageStatus.Read, MessageStatus.Failed, MessageStatus.Other];
        foreach (var status in others)
        {
            await PublishAsync(status);
        }

        await _webhook.WaitForCallsAsync(others.Length);
        await SwitchSentStatusAsync(true);
        await Testing.Eventually.HoldsAsync(
            async () => await DeliveryAsync(await PublishAsync(MessageStatus.Sent)) is not null, "the switch to be noticed");

        Assert.That(await DeliveryAsync(sent), Is.Null);
        Assert.That(
            _webhook.Calls.Take(others.Length).Select(call => call.Body),
            Is.EquivalentTo(others.Select(status => $$"""{"status":"{{status}}"}""")));
    }

    [Test]
    public async Task A_private_address_is_not_called_where_the_installation_forbids_it()
    {
        await _dispatcher.DisposeAsync();
        _dispatcher = await StartDispatcherAsync(("Webhooks:AllowPrivateAddresses", "false"));
        var id = await PublishAsync(_channel, "{}");

        await WaitForAttemptsAsync(id, 1);
        Assert.That(_webhook.Calls, Is.Empty);
    }

    private Task<RunningService> StartDispatcherAsync(params (string Name, string Value)[] settings) =>
        RunningService.StartAsync(_bed, builder => builder.AddDispatcher(), DispatcherService.Bus, settings);

    private async Task<Guid> PublishAsync(Channel channel, string body, Guid? eventId = null)
    {
        var received = new InboundMessageReceived
        {
            EventId = eventId ?? Guid.NewGuid(),
            ChannelId = channel.Id,
            OccurredAt = _bed.Clock.GetUtcNow(),
            Body = body,
        };
        await _dispatcher.Bus.Publish(received);
        return received.EventId;
    }

    private async Task<Guid> PublishAsync(MessageStatus status)
    {
        var changed = new MessageStatusChanged
        {
            EventId = Guid.NewGuid(),
            ChannelId = _channel.Id,
            MessageId = "gBEG",
            Status = status,
            OccurredAt = _bed.Clock.GetUtcNow(),
            Body = $$"""{"status":"{{status}}"}""",
        };
        await _dispatcher.Bus.Publish(changed);
        return changed.EventId;
    }

    private async Task SwitchSentStatusAsync(bool on)
    {
        await using var db = _bed.OpenDirectory();
        await db.Channels.ExecuteUpdateAsync(set => set.SetProperty(channel => channel.SentStatus, on));
    }

    private async Task<Delivery?> DeliveryAsync(Guid eventId)
    {
        await using var db = _bed.OpenDispatcher();
        return await db.Deliveries.SingleOrDefaultAsync(delivery => delivery.EventId == eventId);
    }

    private Task WaitForAttemptsAsync(Guid eventId, int count) => Testing.Eventually.HoldsAsync(
        async () => (await DeliveryAsync(eventId))?.Attempts == count, $"attempt {count}");

    private Task WaitForStateAsync(Guid eventId, DeliveryState state) => Testing.Eventually.HoldsAsync(
        async () => (await DeliveryAsync(eventId))?.State == state, $"the delivery to be {state}");
}
