using NUnit.Framework;
using Tujenge.Inbound.Accounts;

namespace Tujenge.Unit.Tests.Inbound;

/// <summary>What a callback tells of numbers and accounts.</summary>
[Parallelizable]
internal sealed class AccountCallbackTests
{
    [Test]
    public void A_change_is_read_with_all_that_says_whose_it_is() => Assert.That(
        AccountCallback.Read(Of("phone_number_quality_update", """{"display_phone_number":"+255 (754) 000-000","event":"flagged","current_limit":"TIER_1K"}""")),
        Is.EqualTo(new[]
        {
            new ToldNews
            {
                Field = "phone_number_quality_update",
                Event = "FLAGGED",
                WabaId = "7",
                PhoneNumber = "255754000000",
                Value = """{"display_phone_number":"+255 (754) 000-000","event":"flagged","current_limit":"TIER_1K"}""",
                ToldAt = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000),
            },
        }));

    [Test]
    public void A_number_may_stand_among_the_metadata()
    {
        var news = AccountCallback.Read(Of("group_lifecycle_update", """{"metadata":{"display_phone_number":"+255754000000","phone_number_id":106}}""")).Single();
        Assert.That((news.PhoneNumberId, news.PhoneNumber, news.Event), Is.EqualTo(("106", "255754000000", "")));
    }

    [TestCase("account_update", """{"event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"DISABLE"}}""", "DISABLED_UPDATE", "DISABLE")]
    [TestCase("account_update", """{"event":"DISABLED_UPDATE","ban_info":"DISABLE"}""", "DISABLED_UPDATE", null)]
    [TestCase("account_update", """{"event":{"x":1}}""", "", null)]
    [TestCase("account_update", """{"event":"what? ever"}""", "", null)]
    [TestCase("message_template_status_update", """{"event":"APPROVED"}""", "", null)]
    public void Events_are_kept_apart_where_they_do_not_replace_each_other(string field, string value, string name, string? ban)
    {
        var news = AccountCallback.Read(Of(field, value)).Single();
        Assert.That((news.Event, news.BanState), Is.EqualTo((name, ban)));
    }

    [TestCase("1700000000", 1_700_000_000)]
    [TestCase("\"1700000000\"", 1_700_000_000)]
    [TestCase("1700000000000", null)]
    [TestCase("-7", null)]
    [TestCase("1.5", null)]
    [TestCase("[]", null)]
    [TestCase("null", null)]
    public void The_moment_is_that_of_the_entry(string time, long? seconds) =>
        Assert.That(AccountCallback.Read(Of("flows", "{}", time)).Single().ToldAt?.ToUnixTimeSeconds(), Is.EqualTo(seconds));

    [TestCase("[]")]
    [TestCase("7")]
    [TestCase("null")]
    [TestCase("\"text\"")]
    [TestCase("""{"a":1,"a":2}""")]
    [TestCase("""{"a":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]}""")]
    public void A_value_that_cannot_be_shown_is_not_kept_and_the_news_is(string value) =>
        Assert.That(AccountCallback.Read(Of("account_alerts", value)).Single().Value, Is.Null);

    [TestCase(4096, true)]
    [TestCase(4097, false)]
    public void A_value_has_an_end(int length, bool isKept)
    {
        var value = $$"""{"a":"{{new string('x', length - 8)}}"}""";
        Assert.That(AccountCallback.Read(Of("account_alerts", value)).Single().Value, Is.EqualTo(isKept ? value : null));
    }

    [TestCase("history")]
    [TestCase("smb_message_echoes")]
    [TestCase("user_preferences")]
    public void What_customers_write_is_not_kept(string field) =>
        Assert.That(AccountCallback.Read(Of(field, """{"text":"Habari"}""")).Single().Value, Is.Null);

    [TestCase("phone_number_quality_update", """{"display_phone_number":"+255 754 000 030"}""", "+255754000030")]
    [TestCase("phone_number_quality_update", """{"display_phone_number":"5511987654321"}""", "+551187654321", Description = "however it is written")]
    [TestCase("phone_number_settings_update", """{"metadata":{"phone_number_id":"47"},"display_phone_number":"1"}""", "47")]
    [TestCase("account_update", """{"event":"DISABLED_UPDATE"}""", null, Description = "of the account")]
    [TestCase("user_preferences", """{"metadata":{"phone_number_id":"47"}}""", null, Description = "of customers")]
    public void What_no_channel_has_is_kept_under_the_number(string field, string value, string? key) =>
        Assert.That(AccountCallback.KeyOf(AccountCallback.Read(Of(field, value)).Single()), Is.EqualTo(key));

    [TestCase("", 0)]
    [TestCase("""{"field":"account_update"}""", 0)]
    [TestCase("""no JSON, but "field":"account_update" """, 0)]
    [TestCase("""[["field"]]""", 0)]
    [TestCase("""{"entry":{"changes":[{"field":"account_update"}]}}""", 1)]
    [TestCase("""{"entry":[{"changes":{"field":"account_update"}}]}""", 1)]
    [TestCase("""{"entry":[7,{"changes":[7,{"field":7},{"field":{}},{"field":"A b"},{"field":""},{"field":"flows"}]}]}""", 1 + 1)]
    [TestCase("""{"entry":[{"changes":[{"field":"messages","value":{"text":"\"field\":\"account_update\""}}]}]}""", 0)]
    [TestCase("""{"entry":[{"changes":[{"field" : "messages"},{"field"  :  "account_review_update"}]}]}""", 1)]
    public void Whatever_a_body_is_it_is_read_without_a_fault(string body, int count) =>
        Assert.That(AccountCallback.Read(body), Has.Count.EqualTo(count));

    [Test]
    public void Neither_a_byte_order_mark_nor_half_an_emoji_nor_something_deep_beside_it_hides_news()
    {
        var deep = $"{new string('[', 200)}{new string(']', 200)}";
        var body = $$$"""{"x":{{{deep}}},"entry":[{"id":"7","changes":[{"field":"account_update","value":{"event":"VERIFIED_ACCOUNT","x":"\ud83d"}}]}]}""";

        Assert.That(AccountCallback.Read($"\ufeff{body}").Single().Value, Is.EqualTo("""{"event":"VERIFIED_ACCOUNT","x":"\ufffd"}"""));
    }

    private static string Of(string field, string value, string time = "1700000000") =>
        $$$"""{"object":"whatsapp_business_account","entry":[{"id":"7","time":{{{time}}},"changes":[{"field":"{{{field}}}","value":{{{value}}}}]}]}""";
}
