using System.Text.Json;
using NUnit.Framework;
using Tujenge.Edge;
using Tujenge.Edge.Admin.Channels;
using Tujenge.Infra.Directory;

namespace Tujenge.Unit.Tests.Edge;

/// <summary>What operators are shown of what WhatsApp told.</summary>
[Parallelizable]
internal sealed class AccountAnswerTests
{
    [Test]
    public void Nothing_is_shown_while_nothing_was_told() => Assert.That(AccountAnswer.From([]), Is.Null);

    [Test]
    public void The_newest_event_stands_beside_the_newest_limit() => Shows(
        "quality",
        """{"event":"THROUGHPUT_UPGRADE","told_at":"1970-01-01T00:00:09+00:00","messaging_limit":"TIER_1K","messaging_limit_told_at":"1970-01-01T00:00:05+00:00"}""",
        Notice(AccountFields.Quality, "FLAGGED", 5, """{"event":"FLAGGED","current_limit":"TIER_1K"}"""),
        Notice(AccountFields.Quality, "ONBOARDING", 3, """{"event":"ONBOARDING","current_limit":"TIER_250"}"""),
        Notice(AccountFields.Quality, "THROUGHPUT_UPGRADE", 9, """{"event":"THROUGHPUT_UPGRADE"}"""));

    [Test]
    public void The_newer_name_of_the_limit_is_known() => Shows(
        "quality",
        """{"event":"UPGRADE","told_at":"1970-01-01T00:00:05+00:00","messaging_limit":"2000","messaging_limit_told_at":"1970-01-01T00:00:05+00:00"}""",
        Notice(AccountFields.Quality, "UPGRADE", 5, """{"event":"UPGRADE","max_daily_conversations_per_business":2000}"""));

    [Test]
    public void An_event_is_known_without_the_rest() => Shows(
        "event",
        """{"event":"ACCOUNT_RESTRICTION","told_at":"1970-01-01T00:00:05+00:00"}""",
        Notice(AccountFields.Account, "ACCOUNT_RESTRICTION", 5, null));

    [Test]
    public void A_display_name_is_shown_with_its_decision() => Shows(
        "name",
        """{"decision":"REJECTED","requested_name":"Duka","rejection_reason":"NAME_ENDCLIENT_NOTMATCHED","told_at":"1970-01-01T00:00:05+00:00"}""",
        Notice(AccountFields.Name, "", 5, """{"display_phone_number":"255","decision":"REJECTED","requested_verified_name":"Duka","rejection_reason":"NAME_ENDCLIENT_NOTMATCHED"}"""));

    [TestCase("event", """{"event":"VERIFIED_ACCOUNT","told_at":"1970-01-01T00:00:09+00:00"}""")]
    [TestCase("ban", """{"state":"SCHEDULE_FOR_DISABLE","date":"24/12/26","told_at":"1970-01-01T00:00:05+00:00"}""")]
    [TestCase("violation", """{"type":"ALCOHOL","told_at":"1970-01-01T00:00:06+00:00"}""")]
    [TestCase("restrictions", """{"list":[{"type":"RESTRICTED_BIZ_INITIATED_MESSAGING","expiration":"1641848"},{"type":null,"expiration":null}],"told_at":"1970-01-01T00:00:07+00:00"}""")]
    public void What_befell_an_account_stays_beside_what_befalls_it_next(string part, string shown) => Shows(
        part,
        shown,
        Notice(AccountFields.Account, "DISABLED_UPDATE", 5, """{"event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"SCHEDULE_FOR_DISABLE","waba_ban_date":"24/12/26"}}"""),
        Notice(AccountFields.Account, "ACCOUNT_VIOLATION", 6, """{"event":"ACCOUNT_VIOLATION","violation_info":{"violation_type":"ALCOHOL"}}"""),
        Notice(AccountFields.Account, "ACCOUNT_RESTRICTION", 7, """{"event":"ACCOUNT_RESTRICTION","restriction_info":[{"restriction_type":"RESTRICTED_BIZ_INITIATED_MESSAGING","expiration":1641848},7]}"""),
        Notice(AccountFields.Account, "VERIFIED_ACCOUNT", 9, """{"event":"VERIFIED_ACCOUNT"}"""));

    [Test]
    public void The_review_and_the_capability_are_shown()
    {
        Shows("review", """{"decision":"APPROVED","told_at":"1970-01-01T00:00:05+00:00"}""", Notice(AccountFields.Review, "", 5, """{"decision":"APPROVED"}"""));
        Shows(
            "capability",
            """{"max_daily_conversations":"-1","max_phone_numbers":"25","told_at":"1970-01-01T00:00:05+00:00"}""",
            Notice(AccountFields.Capability, "", 5, """{"max_daily_conversation_per_phone":-1,"max_phone_numbers_per_business":25}"""));
    }

    [Test]
    public void The_rest_is_shown_as_it_came_newest_first() => Shows(
        "news",
        """[{"field":"group_lifecycle_update","told_at":"1970-01-01T00:00:09+00:00","times":1,"value":{"groups":[{"x":1.0}]}},{"field":"history","told_at":"1970-01-01T00:00:05+00:00","times":1,"value":null}]""",
        Notice("history", "", 5, null),
        Notice("group_lifecycle_update", "", 9, """{"groups":[{"x": 1.0}]}"""));

    [TestCaseSource(nameof(WrongValues))]
    public void A_value_of_any_shape_is_shown_as_far_as_it_goes(string? value)
    {
        var notices = AccountFields.All.Select(field => Notice(field, "", 5, value));
        var account = JsonSerializer.SerializeToElement(AccountAnswer.From(notices), EdgeJson.Wire.AccountAnswer);
        Assert.That(account.GetProperty("quality").GetProperty("event").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    private static readonly string?[] WrongValues =
    [
        null,
        "{}",
        """{"event":{},"current_limit":[],"ban_info":7,"restriction_info":{"x":[]},"violation_info":[1],"decision":true}""",
        """{"event":null,"ban_info":null,"restriction_info":[[],null,"x",{"restriction_type":{}}],"violation_info":"x"}""",
    ];

    private static void Shows(string part, string shown, params AccountNotice[] notices) => Assert.That(
        JsonSerializer.SerializeToElement(AccountAnswer.From(notices), EdgeJson.Wire.AccountAnswer).GetProperty(part).GetRawText(),
        Is.EqualTo(shown));

    private static AccountNotice Notice(string field, string @event, int told, string? value) => new()
    {
        ChannelId = Guid.Empty,
        Field = field,
        Event = @event,
        Value = value,
        ToldAt = DateTimeOffset.UnixEpoch.AddSeconds(told),
        ReceivedAt = DateTimeOffset.UnixEpoch.AddSeconds(60),
        Times = 1,
        CallbackId = Guid.Empty,
    };
}
