using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Tujenge.Infra.Directory;
using Tujenge.Services.Tests.Edge;
using Tujenge.Services.Tests.Inbound;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing;

namespace Tujenge.Services.Tests.Operations;

/// <summary>WhatsApp tells of numbers and accounts: inbound notes it, and operators see it at edge.</summary>
[TestFixture]
public sealed class AccountNewsTests
{
    private TestBed _bed = null!;
    private RunningInbound _inbound = null!;
    private EdgeReplica _edge = null!;
    private string _wabaId = "";
    private Channel _channel = null!;
    private Channel _sibling = null!;
    private Channel _stranger = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _bed = await TestBed.CreateAsync();
        _inbound = await RunningInbound.StartAsync(_bed);
        _edge = await EdgeReplica.StartAsync(_bed.Settings);
    }

    [SetUp]
    public async Task AddChannelsAsync()
    {
        _wabaId = $"2{Random.Shared.NextInt64(1_000_000_000, 9_999_999_999)}";
        var secret = $"secret-{Guid.NewGuid():N}";
        _channel = await _bed.AddChannelAsync(wabaId: _wabaId, appSecret: secret);
        _sibling = await _bed.AddChannelAsync(wabaId: _wabaId, appSecret: secret);
        _stranger = await _bed.AddChannelAsync(wabaId: _wabaId); // Another app's, though it says the same account.
        await Eventually.HoldsAsync(
            async () =>
            {
                using var answer = await _inbound.PostAsync(_sibling, "{}");
                return answer.IsSuccessStatusCode;
            },
            "the channels to be known");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _inbound.DisposeAsync(); // And the bed.
    }

    [Test]
    public async Task News_of_a_number_is_its_channels_and_a_flagged_one_is_a_warning()
    {
        var number = $"+{_channel.PhoneNumber[..3]} {_channel.PhoneNumber[3..6]}-{_channel.PhoneNumber[6..]}";
        await TellAsync("phone_number_quality_update", $$"""{"display_phone_number":"{{number}}","event":"FLAGGED","current_limit":"TIER_10K"}""", 1_718_000_000);
        await _inbound.SettleAsync();
        var quality = (await AccountAsync(_channel)).GetProperty("quality");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(quality.GetProperty("event").GetString(), Is.EqualTo("FLAGGED"));
            Assert.That(quality.GetProperty("messaging_limit").GetString(), Is.EqualTo("TIER_10K"));
            Assert.That(quality.GetProperty("told_at").GetDateTimeOffset().ToUnixTimeSeconds(), Is.EqualTo(1_718_000_000));
            Assert.That((await AccountAsync(_sibling)).ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(_inbound.Service.Log, Does.Contain($"WhatsApp has flagged the number of channel {_channel.Id}"));
        }
    }

    [Test]
    public async Task News_of_an_account_is_that_of_all_its_channels_with_this_app_and_older_news_replaces_nothing()
    {
        await TellAsync("account_update", """{"event":"ACCOUNT_RESTRICTION","restriction_info":[{"restriction_type":"RESTRICTED_ADD_PHONE_NUMBER_ACTION"}]}""", 1_718_000_005);
        await TellAsync("account_update", """{"event":"VERIFIED_ACCOUNT"}""", 1_718_000_001);
        await TellAsync("account_review_update", """{"decision":"APPROVED"}""", 1_718_000_009);
        await TellAsync("account_review_update", """{"decision":"PENDING"}""", 1_718_000_002);
        await _inbound.SettleAsync();
        var accounts = new[] { await AccountAsync(_channel), await AccountAsync(_sibling) };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(accounts[0].GetRawText(), Is.EqualTo(accounts[1].GetRawText()));
            Assert.That(accounts[0].GetProperty("event").GetProperty("event").GetString(), Is.EqualTo("ACCOUNT_RESTRICTION"));
            Assert.That(
                accounts[0].GetProperty("restrictions").GetProperty("list")[0].GetProperty("type").GetString(),
                Is.EqualTo("RESTRICTED_ADD_PHONE_NUMBER_ACTION"));
            Assert.That(accounts[0].GetProperty("review").GetProperty("decision").GetString(), Is.EqualTo("APPROVED"));
            Assert.That((await AccountAsync(_stranger)).ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(_inbound.Service.Log, Does.Contain($"measures against the account of channel {_sibling.Id}: ACCOUNT_RESTRICTION"));
        }
    }

    [Test]
    public async Task What_has_no_place_of_its_own_is_listed_and_counted()
    {
        await TellAsync("group_lifecycle_update", $$$"""{"metadata":{"phone_number_id":"{{{_channel.PhoneNumberId}}}"},"groups":[{"type":"group_create"}]}""");
        await TellAsync("group_lifecycle_update", $$$"""{"metadata":{"phone_number_id":"{{{_channel.PhoneNumberId}}}"},"groups":[{"type":"group_delete"}]}""");
        await TellAsync("of_tomorrow", """{"x":[1,{"y":null}]}""");
        await _inbound.SettleAsync();
        var news = (await AccountAsync(_channel)).GetProperty("news").EnumerateArray().ToDictionary(one => one.GetProperty("field").GetString()!);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(news, Has.Count.EqualTo(2));
            Assert.That(news["group_lifecycle_update"].GetProperty("times").GetInt32(), Is.EqualTo(2));
            Assert.That(news["group_lifecycle_update"].GetProperty("value").GetProperty("groups")[0].GetProperty("type").GetString(), Is.EqualTo("group_delete"));
            Assert.That(news["of_tomorrow"].GetProperty("value").GetRawText(), Is.EqualTo("""{"x":[1,{"y":null}]}"""));
        }
    }

    [Test]
    public async Task Nothing_that_WhatsApp_could_write_stops_the_queue()
    {
        string[] values = ["null", "7", "[]", "\"x\"", "{}", """{"event":{},"display_phone_number":[],"ban_info":[]}""", """{"event":"\u0000","phone_number":"\ud800"}""", $$"""{"x":"{{new string('x', 10_000)}}"}"""];
        string[] fields = [.. AccountFields.All, "account_alerts", "message_template_quality_update", "template_category_update", "group_settings_update", "made_up", "Ü", "", new string('x', 65)];
        await _inbound.TakeAsync(_channel, Callback(_wabaId, fields.SelectMany(_ => values, (field, value) => Change(field, value)), "\"never\""));
        await _inbound.TakeAsync(_channel, Callback(_wabaId, Enumerable.Range(0, 5000).Select(i => Change($"made_up_{i}", "{}")), "99999999999"));
        await _inbound.SettleAsync();
        await using var db = _bed.OpenDirectory();

        var notices = await db.NoticesOfAsync(_channel.Id, default);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(notices, Has.Count.EqualTo(50));
            Assert.That(AccountFields.All, Is.SubsetOf(notices.Select(notice => notice.Field)));
            Assert.That(notices.Select(notice => notice.ToldAt), Has.All.LessThanOrEqualTo(_bed.Clock.GetUtcNow()));
        }

        var shown = (await _edge.LookAsync("/admin/v1/channels")).GetProperty("channels").EnumerateArray()
            .Single(channel => channel.GetProperty("id").GetGuid() == _channel.Id).GetProperty("account");
        Assert.That(shown.GetProperty("news").GetArrayLength(), Is.EqualTo(50 - notices.Count(notice => AccountFields.All.Contains(notice.Field))));
    }

    private static string Callback(string wabaId, IEnumerable<string> changes, string time) =>
        $$"""{"object":"whatsapp_business_account","entry":[{"id":"{{wabaId}}","time":{{time}},"changes":[{{string.Join(',', changes)}}]}]}""";

    private static string Change(string field, string value) => $$"""{"field":"{{field}}","value":{{value}}}""";

    private Task TellAsync(string field, string value, long at = 1_718_000_000) =>
        _inbound.TakeAsync(_channel, Callback(_wabaId, [Change(field, value)], $"{at}"));

    private async Task<JsonElement> AccountAsync(Channel channel) =>
        (await _edge.LookAsync($"/admin/v1/channels/{channel.Id}")).GetProperty("account");
}
