using System.Net;
using NUnit.Framework;
using Tujenge.Infra.Directory;

namespace Tujenge.Services.Tests.Inbound;

/// <summary>What inbound takes at its door, and what it turns away.</summary>
[TestFixture]
public sealed class ReceivingTests
{
    private const int MaxBodyBytes = 64 * 1024;

    private RunningInbound _inbound = null!;
    private Channel _channel = null!;

    [OneTimeSetUp]
    public async Task StartAsync() =>
        _inbound = await RunningInbound.StartAsync(settings: ("Inbound:MaxBodyBytes", $"{MaxBodyBytes}"));

    [SetUp]
    public async Task AddChannelAsync()
    {
        _channel = await _inbound.Bed.AddChannelAsync();

        // What the directory said of the channels is believed for a second: wait until the new one is known.
        await Testing.Eventually.HoldsAsync(
            async () => (await _inbound.PostAsync(_channel, "{}")).StatusCode == HttpStatusCode.OK, "the channel to be known");
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _inbound.DisposeAsync();

    [Test]
    public async Task A_signed_callback_is_taken_and_becomes_an_event()
    {
        await _inbound.TakeAsync(_channel, CloudBodies.Message(_channel, "wamid.1", "Is order 7 ready?"));

        var received = (await _inbound.WaitForReceivedAsync(_channel, 1)).Single();
        var message = RunningInbound.Json(received.Body).GetProperty("messages")[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(received.UpstreamId, Is.EqualTo("wamid.1"));
            Assert.That(message.GetProperty("text").GetProperty("body").GetString(), Is.EqualTo("Is order 7 ready?"));
            Assert.That(message.GetProperty("from").GetString(), Is.EqualTo(CloudBodies.Customer));
        }
    }

    [Test]
    public async Task Without_a_signature_of_the_app_over_these_bytes_it_is_a_401_and_nothing_happens()
    {
        var body = CloudBodies.Message(_channel, "wamid.forged", "forged");
        var good = RunningInbound.Sign(_channel.AppSecret.Reveal(), body);
        string?[] signatures =
        [
            null,
            "",
            good[7..],
            good[..^2],
            good + "00",
            good.Replace("sha256", "sha1", StringComparison.Ordinal),
            "sha256=" + new string('z', 64),
            "sha256=" + new string('0', 64),
            RunningInbound.Sign("another secret", body),
            RunningInbound.Sign("", body),
            RunningInbound.Sign(_channel.AppSecret.Reveal(), body + " "),
        ];

        foreach (var signature in signatures)
        {
            using var answer = await _inbound.PostAsync(body, signature);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), signature ?? "none");
        }

        await _inbound.SettleAsync();
        Assert.That(_inbound.ReceivedBy(_channel), Is.Empty);
    }

    [Test]
    public async Task The_signature_is_over_the_raw_bytes_whatever_their_spelling()
    {
        var body = CloudBodies.Message(_channel, "wamid.raw", "PLACE")
            .Replace("PLACE", """H\u00e9 \ud83d\udc4d \/ é 👍""", StringComparison.Ordinal) + "\r\n ";
        await _inbound.TakeAsync(_channel, body);

        var received = (await _inbound.WaitForReceivedAsync(_channel, 1)).Single();
        Assert.That(
            RunningInbound.Json(received.Body).GetProperty("messages")[0].GetProperty("text").GetProperty("body").GetString(),
            Is.EqualTo("Hé 👍 / é 👍"));
    }

    [Test]
    public async Task An_app_speaks_for_its_own_numbers_only()
    {
        var other = await _inbound.Bed.AddChannelAsync();
        await _inbound.TakeAsync(_channel, CloudBodies.Message(other, "wamid.other", "not yours"));

        await _inbound.SettleAsync();
        Assert.That(_inbound.ReceivedBy(other), Is.Empty);
    }

    [Test]
    public async Task One_signature_speaks_for_all_numbers_of_its_app()
    {
        var sibling = await _inbound.Bed.AddChannelAsync(appSecret: _channel.AppSecret.Reveal());
        var body = CloudBodies.Of(
            CloudBodies.Entry(_channel, CloudBodies.Messages(CloudBodies.Text("wamid.one", "one"))),
            CloudBodies.Entry(sibling, CloudBodies.Messages(CloudBodies.Text("wamid.other", "other"))));

        // Until the new number is known the app does not speak for it; WhatsApp's repetitions bring what is missing.
        await Testing.Eventually.HoldsAsync(
            async () =>
            {
                await _inbound.TakeAsync(_channel, body);
                return _inbound.ReceivedBy(sibling).Length > 0;
            },
            "the event of the app's other number");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_inbound.ReceivedBy(sibling).Single().UpstreamId, Is.EqualTo("wamid.other"));
            Assert.That(_inbound.ReceivedBy(_channel).Single().UpstreamId, Is.EqualTo("wamid.one"));
        }
    }

    [Test]
    public async Task A_number_nobody_knows_and_fields_that_are_no_messages_are_acknowledged()
    {
        var stranger = new Channel
        {
            Id = Guid.NewGuid(),
            PhoneNumber = "1",
            PhoneNumberId = "unknown",
            CloudBaseUrl = "",
            AccessToken = _channel.AccessToken,
            AppSecret = _channel.AppSecret,
            VerifyToken = _channel.VerifyToken,
            CreatedAt = default,
        };
        await _inbound.TakeAsync(_channel, CloudBodies.Message(stranger, "wamid.stranger", "hello?"));
        await _inbound.TakeAsync(_channel, """{"object":"whatsapp_business_account","entry":[{"changes":[{"field":"account_update","value":{}}]}]}""");
        await _inbound.TakeAsync(_channel, "not even JSON");

        await _inbound.SettleAsync();
        Assert.That(_inbound.Service.Received.Select(received => received.UpstreamId), Has.None.EqualTo("wamid.stranger"));
    }

    [Test]
    public async Task A_body_beyond_the_limit_is_a_413_and_one_at_the_limit_is_taken()
    {
        var atLimit = CloudBodies.Message(_channel, "wamid.large", "").PadRight(MaxBodyBytes);
        using var tooLarge = await _inbound.PostAsync(_channel, atLimit + " ");
        using var taken = await _inbound.PostAsync(_channel, atLimit);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(tooLarge.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
            Assert.That(taken.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }
    }

    [Test]
    public async Task The_verify_token_of_any_channel_gets_the_challenge_back_as_plain_text()
    {
        using var answer = await _inbound.GetAsync(
            $"?hub.mode=subscribe&hub.verify_token={_channel.VerifyToken.Reveal()}&hub.challenge=1158201444");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/plain"));
            Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo("1158201444"));
        }
    }

    [TestCase("?hub.mode=subscribe&hub.verify_token=guess&hub.challenge=1")]
    [TestCase("?hub.mode=subscribe&hub.verify_token=&hub.challenge=1")]
    [TestCase("?hub.mode=subscribe&hub.challenge=1")]
    [TestCase("?hub.mode=unsubscribe&hub.verify_token=TOKEN&hub.challenge=1")]
    [TestCase("")]
    public async Task Any_other_token_or_mode_is_a_403_without_the_challenge(string query)
    {
        using var answer = await _inbound.GetAsync(query.Replace("TOKEN", _channel.VerifyToken.Reveal(), StringComparison.Ordinal));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That(await answer.Content.ReadAsStringAsync(), Is.Empty);
        }
    }
}
