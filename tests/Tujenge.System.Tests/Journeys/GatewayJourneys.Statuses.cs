using System.Text.Json;
using NUnit.Framework;
using Tujenge.SystemTests.Gateways;
using Tujenge.Testing;

namespace Tujenge.SystemTests.Journeys;

/// <summary>What clients are told of their messages, and what they can look up.</summary>
public abstract partial class GatewayJourneys
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task Sent_statuses_are_told_unless_the_channel_does_without(bool isV1)
    {
        var key = isV1 ? _gateway.V1ApiKey : _gateway.ApiKey;
        var phone = Gateway.NewPhone();
        await _gateway.SimulateAsync(HttpMethod.Put, $"phones/{phone}", new { auto_read = true });
        await _gateway.WriteAsync(phone, Gateway.NewText("hello"), isV1 ? V1Number : null);
        var channel = $"channels/{await ChannelIdAsync(isV1 ? _gateway.V1PhoneNumber : _gateway.PhoneNumber)}";

        await _gateway.AdminAsync(HttpMethod.Patch, channel, new { sent_status = false });
        await Eventually.HoldsAsync(
            async () => !IsTold(await ReadMessageAsync(), "sent"), "the switch to be noticed");
        var quiet = await ReadMessageAsync();
        var log = await Eventually.GetAsync(
            async () => (await LoggedStatusesAsync(quiet, key)).ToArray(), statuses => statuses.Length == 5, "five statuses in the log");

        Assert.That(log, Is.EqualTo(new[] { "accepted", "sending", "sent", "delivered", "read" }), "the log has it all the same");
        Assert.That(IsTold(quiet, "sent"), Is.False);
        Assert.That((await _gateway.AdminAsync(HttpMethod.Get, channel)).GetProperty("sent_status").GetBoolean(), Is.False);

        await _gateway.AdminAsync(HttpMethod.Patch, channel, new { sent_status = true });
        await Eventually.HoldsAsync(
            async () => IsTold(await ReadMessageAsync(), "sent"), "the switch to be noticed");
        await _gateway.WaitForStatusAsync(await _gateway.SendTextAsync(phone, Gateway.NewText("told again"), key: key), "sent");

        async Task<string> ReadMessageAsync()
        {
            var id = await _gateway.SendTextAsync(phone, Gateway.NewText("as usual"), key: key);
            await _gateway.WaitForStatusAsync(id, "delivered");
            await _gateway.WaitForStatusAsync(id, "read");
            return id;
        }
    }

    [Test]
    public async Task What_fails_late_is_in_the_history_of_a_message_that_stays_read()
    {
        var phone = Gateway.NewPhone();
        await _gateway.SimulateAsync(HttpMethod.Put, $"phones/{phone}", new { auto_read = true });
        await _gateway.WriteAsync(phone, Gateway.NewText("hello"));
        var id = await _gateway.SendTextAsync(phone, Gateway.NewText("read, and then?"));
        await _gateway.WaitForStatusAsync(id, "read");
        var at = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 60; // After all that the phone has told.
        using var answer = await _gateway.PostCallbackAsync(
            $$$"""
            {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{
              "metadata":{"phone_number_id":"{{{_gateway.PhoneNumberId}}}"},
              "statuses":[{"id":"wamid.{{{Guid.NewGuid():N}}}","status":"failed","timestamp":"{{{at}}}","recipient_id":"{{{phone}}}",
                "biz_opaque_callback_data":"{{{id}}}","errors":[{"code":131026,"title":"Message undeliverable"}]}]}}]}]}
            """);
        answer.EnsureSuccessStatusCode();

        var message = await Eventually.GetAsync(
            () => LoggedAsync(id, _gateway.ApiKey),
            found => found.GetProperty("statuses").GetArrayLength() == 6,
            "the failure in the log");
        var last = message.GetProperty("statuses")[5];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(message.GetProperty("status").GetString(), Is.EqualTo("read"));
            Assert.That(last.GetProperty("status").GetString(), Is.EqualTo("failed"));
            Assert.That(last.GetProperty("timestamp").GetString(), Is.EqualTo($"{at}"));
            Assert.That(last.GetProperty("errors")[0].GetProperty("code").GetInt32(), Is.EqualTo(1026));
        }
    }

    private bool IsTold(string messageId, string status) =>
        _gateway.StatusesAtWebhook().Any(seen => seen.MessageId == messageId && seen.Status == status);

    private async Task<Guid> ChannelIdAsync(string phoneNumber) =>
        (await _gateway.AdminAsync(HttpMethod.Get, "channels")).GetProperty("channels").EnumerateArray()
            .Single(channel => channel.GetProperty("phone_number").GetString() == phoneNumber).GetProperty("id").GetGuid();

    private async Task<IEnumerable<string?>> LoggedStatusesAsync(string id, string key) =>
        (await LoggedAsync(id, key)).GetProperty("statuses").EnumerateArray().Select(status => status.GetProperty("status").GetString());

    private async Task<JsonElement> LoggedAsync(string id, string key)
    {
        using var answer = await _gateway.CallAsync(HttpMethod.Get, $"messages/{id}", key);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("messages")[0].Clone();
    }
}
