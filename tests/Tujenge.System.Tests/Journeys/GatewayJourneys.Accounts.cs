using System.Text.Json;
using NUnit.Framework;
using Tujenge.Testing;

namespace Tujenge.SystemTests.Journeys;

/// <summary>What operators see of a number and its account.</summary>
public abstract partial class GatewayJourneys
{
    [Test]
    public async Task What_WhatsApp_tells_of_a_number_and_its_account_is_shown_with_the_channel()
    {
        var number = $"+{_gateway.PhoneNumber[..3]} {_gateway.PhoneNumber[3..]}";
        await TellAsync("phone_number_quality_update", new { display_phone_number = number, @event = "UPGRADE", current_limit = "TIER_10K" });
        await TellAsync("account_update", new
        {
            phone_number = _gateway.PhoneNumber,
            @event = "DISABLED_UPDATE",
            ban_info = new { waba_ban_state = "SCHEDULE_FOR_DISABLE", waba_ban_date = "December 24, 2026" },
        });
        await TellAsync("of_tomorrow", new { phone_number = number, anything = new[] { 7 } });

        var path = $"channels/{await ChannelIdAsync(_gateway.PhoneNumber)}";
        var account = await Eventually.GetAsync(
            async () => (await _gateway.AdminAsync(HttpMethod.Get, path)).GetProperty("account"),
            found => IsTold(found, "quality") && IsTold(found, "ban") && NewsIn(found, "of_tomorrow").Any(), // In any order.
            "the news at the channel");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(account.GetProperty("quality").GetProperty("messaging_limit").GetString(), Is.EqualTo("TIER_10K"));
            Assert.That(account.GetProperty("ban").GetProperty("state").GetString(), Is.EqualTo("SCHEDULE_FOR_DISABLE"));
            Assert.That(NewsIn(account, "of_tomorrow").Single().GetProperty("value").GetProperty("anything")[0].GetInt32(), Is.EqualTo(7));
        }
    }

    /// <summary>Other journeys change templates of the same account, which is news too.</summary>
    private static IEnumerable<JsonElement> NewsIn(JsonElement account, string field) =>
        account.GetProperty("news").EnumerateArray().Where(news => news.GetProperty("field").GetString() == field);

    private static bool IsTold(JsonElement account, string name) => account.ValueKind == JsonValueKind.Object
        && account.TryGetProperty(name, out var told)
        && told.ValueKind == JsonValueKind.Object;

    private async Task TellAsync(string field, object value)
    {
        using var answer = await _gateway.PostCallbackAsync(JsonSerializer.Serialize(new
        {
            @object = "whatsapp_business_account",
            entry = new[] { new { id = "1", time = DateTimeOffset.UtcNow.ToUnixTimeSeconds(), changes = new[] { new { field, value } } } },
        }));
        answer.EnsureSuccessStatusCode();
    }
}
