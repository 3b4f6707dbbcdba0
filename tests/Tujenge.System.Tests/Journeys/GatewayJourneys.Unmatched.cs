using System.Net;
using NUnit.Framework;
using Tujenge.SystemTests.Gateways;
using Tujenge.Testing;

namespace Tujenge.SystemTests.Journeys;

/// <summary>Journeys of callbacks that no channel gets when they come.</summary>
public abstract partial class GatewayJourneys
{
    [Test]
    public async Task A_channel_gets_what_customers_wrote_to_its_number_before_it_was_added()
    {
        var (phone, numberId) = (Gateway.NewPhone(), $"7{Random.Shared.NextInt64(10_000_000_000, 99_999_999_999)}");
        var callback = Callback(phone, $"wamid.{Guid.NewGuid():N}", DateTimeOffset.UtcNow)
            .Replace(_gateway.PhoneNumberId, numberId, StringComparison.Ordinal);
        using (var answer = await _gateway.PostCallbackAsync(callback))
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }

        await Eventually.HoldsAsync(async () => await CountAsync() == 1, "the callback to be kept");
        Assert.That(IsTold(), Is.False);
        var (_, _, key) = await _gateway.AddChannelAsync(new
        {
            phone_number = Gateway.NewNumber(),
            phone_number_id = numberId,
            access_token = Gateway.Secret("access"),
            app_secret = _gateway.AppSecret,
        });
        using (var set = await _gateway.SetWebhookAsync(key, _gateway.Webhook.Url("/hook"), new() { ["Authorization"] = "header-of-the-added" }))
        {
            Assert.That(set.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }

        await Eventually.HoldsAsync(() => Task.FromResult(IsTold()), "the webhook to be told");
        await Eventually.HoldsAsync(async () => await CountAsync() == 0, "the callback to be forgotten");

        async Task<int> CountAsync() =>
            (await _gateway.AdminAsync(HttpMethod.Get, $"callbacks?phone_number_id={numberId}")).GetProperty("count").GetInt32();

        bool IsTold() => _gateway.MessagesAtWebhook().Any(message => message.GetProperty("from").GetString() == phone);
    }
}
