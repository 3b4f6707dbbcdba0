using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Tujenge.Contracts.Json;
using Tujenge.Contracts.Messages;
using Tujenge.Contracts.V1;
using Tujenge.Dispatcher;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Secrets;
using Tujenge.Sender;
using Tujenge.Services.Tests.Edge;
using Tujenge.Services.Tests.Inbound;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing;
using Tujenge.Testing.Receiver;

namespace Tujenge.Services.Tests.Secrets;

/// <summary>A channel whose secrets cannot be decrypted says so, loses nothing and hurts no other.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class UnreadableSecretsTests
{
    private TestBed _bed = null!;

    [SetUp]
    public async Task CreateAsync() => _bed = await TestBed.CreateAsync();

    [TearDown]
    public async Task DropAsync() => await _bed.DisposeAsync();

    [Test]
    public async Task A_message_waits_for_the_token_of_its_channel_and_other_channels_do_not()
    {
        await using var graph = await ScriptedGraph.StartAsync();
        var (one, other, intact) =
            (await _bed.AddChannelAsync(graph.Root), await _bed.AddChannelAsync(graph.Root), await _bed.AddChannelAsync(graph.Root));
        await _bed.SwapAsync("access_token", one, other);
        await using var sender = await RunningService.StartAsync(_bed, builder => builder.AddSender(), SenderService.Bus);

        await SendAsync(sender, one, "waits");
        await SendAsync(sender, intact, "goes");
        await Eventually.HoldsAsync(() => Task.FromResult(graph.Sends.Any(send => send.Text == "goes")), "the other channel's message");
        await Eventually.HoldsAsync(
            () => Task.FromResult(sender.Log.Contains(
                $"The access token of channel {one.Id} cannot be decrypted: it was changed, or encrypted for another channel or field; set it again.",
                StringComparison.Ordinal)),
            "the line that says what is wrong");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(graph.Sends, Has.Count.EqualTo(1), "with no token, and with nobody else's");
            Assert.That(sender.Statuses, Is.Empty, "nor has it failed");
        }

        await _bed.SwapAsync("access_token", one, other);
        await Eventually.HoldsAsync(
            () =>
            {
                _bed.Clock.Advance(TimeSpan.FromSeconds(10));
                return Task.FromResult(graph.Sends.Any(send => send.Text == "waits"));
            },
            "the message to be sent after all");
        Assert.That(graph.Sends.Last().Authorization, Is.EqualTo("Bearer " + one.AccessToken.Reveal()));
    }

    [Test]
    public async Task WhatsApp_is_asked_to_come_again_for_a_channel_whose_app_secret_is_unreadable_and_for_no_other()
    {
        await using var inbound = await RunningInbound.StartAsync();
        var (broken, intact) = (await inbound.Bed.AddChannelAsync(), await inbound.Bed.AddChannelAsync());
        await inbound.Bed.ExecuteAsync(
            $"update directory.channels set app_secret = access_token, verify_token = access_token where id = '{broken.Id}'");

        await inbound.TakeAsync(intact, CloudBodies.Message(intact, "wamid.intact", "hello"));
        using var ours = await inbound.PostAsync(broken, CloudBodies.Message(broken, "wamid.broken", "hello"));

        // One app for both numbers: taken as the intact one's only, the other's part would be lost.
        using var both = await inbound.PostAsync(intact, CloudBodies.Of(
            CloudBodies.Entry(intact, CloudBodies.Messages(CloudBodies.Text("wamid.one", "one"))),
            CloudBodies.Entry(broken, CloudBodies.Messages(CloudBodies.Text("wamid.other", "other")))));
        using var verified = await inbound.GetAsync($"?hub.mode=subscribe&hub.verify_token={intact.VerifyToken.Reveal()}&hub.challenge=7");
        using var unverified = await inbound.GetAsync($"?hub.mode=subscribe&hub.verify_token={broken.VerifyToken.Reveal()}&hub.challenge=7");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ours.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            Assert.That(both.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            Assert.That(verified.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(unverified.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(inbound.Service.Log, Does.Contain($"The app secret of channel {broken.Id} cannot be decrypted"));
            Assert.That(inbound.Service.Log, Does.Contain($"The verify token of channel {broken.Id} cannot be decrypted"));
        }
    }

    [Test]
    public async Task An_event_waits_for_the_headers_of_its_webhook_and_the_log_of_deliveries_says_why()
    {
        await using var webhook = await WebhookReceiver.StartAsync();
        webhook.ExpectsV1 = false; // What is delivered here is made up.
        var channel = await _bed.AddChannelAsync(webhookUrl: webhook.Url("/hook").ToString());
        await _bed.ExecuteAsync("update directory.webhooks set headers = 'CfDJ8' || substr(headers, 6, 40) || 'changed'");
        await using var dispatcher = await RunningService.StartAsync(_bed, builder => builder.AddDispatcher(), DispatcherService.Bus);
        await dispatcher.Bus.Publish(new InboundMessageReceived
        {
            EventId = Guid.NewGuid(),
            ChannelId = channel.Id,
            OccurredAt = _bed.Clock.GetUtcNow(),
            Body = "{}",
        });

        var delivery = await Eventually.GetAsync(
            async () =>
            {
                await using var db = _bed.OpenDispatcher();
                return await db.Deliveries.SingleOrDefaultAsync();
            },
            delivery => delivery is { Attempts: > 0 },
            "an attempt");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(delivery!.LastError, Is.EqualTo(
                $"The webhook headers of channel {channel.Id} cannot be decrypted: it was changed, or encrypted for another channel or field; set it again."));
            Assert.That(delivery.DueAt, Is.GreaterThan(_bed.Clock.GetUtcNow()), "it is tried again");
            Assert.That(webhook.Calls, Is.Empty);
        }
    }

    [Test]
    public async Task A_lost_key_of_the_ring_costs_what_was_encrypted_with_it_and_client_and_operator_are_told()
    {
        string lost, intact;
        Guid channelId;
        await using (var edge = await EdgeReplica.StartAsync(_bed.Settings))
        {
            (channelId, _, lost) = await edge.CreateChannelAsync();
            await edge.SetWebhookAsync(lost, "lost");
            edge.Services.GetRequiredService<KeyRing>().AddKey();
            (_, _, intact) = await edge.CreateChannelAsync();
            await edge.SetWebhookAsync(intact, "intact");
        }

        var ringKey = (await _bed.StoredAsync())[0].KeyId;
        await _bed.ExecuteAsync($"delete from secrets.keys where xml like '%{ringKey}%'");
        await using var restarted = await EdgeReplica.StartAsync(_bed.Settings);
        using var client = await restarted.SendAsync(HttpMethod.Get, "/v1/configs/webhook", lost);
        using var admin = await restarted.AdminAsync(HttpMethod.Get, $"/admin/v1/channels/{channelId}/webhook");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(await restarted.ReadHeaderAsync(intact), Is.EqualTo("intact"));
            Assert.That((client.StatusCode, admin.StatusCode), Is.EqualTo((HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError)));
            Assert.That(await client.Content.ReadAsStringAsync(), Does.Contain("The webhook's headers cannot be decrypted: set the webhook again."));
            Assert.That(
                await admin.Content.ReadAsStringAsync(),
                Does.Contain($"The webhook headers of channel {channelId} cannot be decrypted: the key ring has no key {ringKey}; restore the table secrets.keys, or set the secret again."));
        }

        await restarted.SetWebhookAsync(lost, "again");
        Assert.That(await restarted.ReadHeaderAsync(lost), Is.EqualTo("again"));
    }

    private async Task SendAsync(RunningService sender, Channel channel, string text) => await sender.SendQueues.SendAsync(
        new SendMessage
        {
            MessageId = MessageId.New(_bed.Clock.GetUtcNow()),
            ChannelId = channel.Id,
            Recipient = "255712000111",
            Body = new EmbeddedJson(JsonSerializer.SerializeToUtf8Bytes(
                new V1Message { To = "255712000111", Type = "text", Text = new V1Text { Body = text } }, V1Json.Wire.V1Message)),
            AcceptedAt = _bed.Clock.GetUtcNow(),
        },
        default);
}
