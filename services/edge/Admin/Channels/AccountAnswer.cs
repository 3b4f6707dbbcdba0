using System.Text.Json;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Channels;

/// <summary>What WhatsApp told of a channel's number and account, in Meta's words. Null what it did not.</summary>
/// <param name="Quality">What became of the number's quality, and its messaging limit.</param>
/// <param name="Name">What became of its display name.</param>
/// <param name="Event">What last befell the account.</param>
/// <param name="Ban">Whether it is banned, or to be.</param>
/// <param name="Restrictions">What it may not do.</param>
/// <param name="Violation">Which policy it has broken.</param>
/// <param name="Review">How its review ended.</param>
/// <param name="Capability">How much it may do.</param>
/// <param name="News">Whatever else was told, newest first: of each field the last.</param>
internal sealed record AccountAnswer(
    QualityAnswer? Quality,
    NameAnswer? Name,
    AccountEventAnswer? Event,
    BanAnswer? Ban,
    RestrictionsAnswer? Restrictions,
    ViolationAnswer? Violation,
    ReviewAnswer? Review,
    CapabilityAnswer? Capability,
    IReadOnlyList<NewsAnswer> News)
{
    /// <returns>Null when nothing was told.</returns>
    public static AccountAnswer? From(IEnumerable<AccountNotice> notices)
    {
        // Newest first; of one second, the one that came later.
        var told = notices
            .OrderByDescending(notice => notice.ToldAt)
            .ThenByDescending(notice => notice.ReceivedAt)
            .Select(notice => new Told(notice))
            .ToArray();
        var account = told.Where(one => one.Field == AccountFields.Account).ToArray();
        return told.Length == 0 ? null : new AccountAnswer(
            QualityAnswer.From([.. told.Where(one => one.Field == AccountFields.Quality)]),
            told.FirstOrDefault(one => one.Field == AccountFields.Name) is { } name
                ? new(name.Text("decision"), name.Text("requested_verified_name"), name.Text("rejection_reason"), name.At)
                : null,
            account.FirstOrDefault() is { } last ? new(last.Event, last.At) : null,
            account.FirstOrDefault(one => one.Has("ban_info")) is { } ban
                ? new(ban.Text("ban_info", "waba_ban_state"), ban.Text("ban_info", "waba_ban_date"), ban.At)
                : null,
            account.FirstOrDefault(one => one.Has("restriction_info")) is { } restricted ? RestrictionsAnswer.From(restricted) : null,
            account.FirstOrDefault(one => one.Has("violation_info")) is { } violation
                ? new(violation.Text("violation_info", "violation_type"), violation.At)
                : null,
            told.FirstOrDefault(one => one.Field == AccountFields.Review) is { } review ? new(review.Text("decision"), review.At) : null,
            told.FirstOrDefault(one => one.Field == AccountFields.Capability) is { } capability ? CapabilityAnswer.From(capability) : null,
            [.. told.Where(one => !AccountFields.All.Contains(one.Field)).Select(one => NewsAnswer.From(one))]);
    }
}

/// <summary>A number's quality.</summary>
/// <param name="Event">What became of it, such as <c>FLAGGED</c>.</param>
/// <param name="ToldAt">When WhatsApp told it.</param>
/// <param name="MessagingLimit">How many customers it may write to first within a day, such as <c>TIER_1K</c>.</param>
/// <param name="MessagingLimitToldAt">When WhatsApp told that.</param>
internal sealed record QualityAnswer(string? Event, DateTimeOffset ToldAt, string? MessagingLimit, DateTimeOffset? MessagingLimitToldAt)
{
    /// <param name="told">Newest first. Not every event comes with a limit.</param>
    public static QualityAnswer? From(IReadOnlyList<Told> told)
    {
        var limited = told.FirstOrDefault(one => LimitOf(one) is not null);
        return told is [var last, ..] ? new(last.Event, last.At, limited is null ? null : LimitOf(limited), limited?.At) : null;
    }

    private static string? LimitOf(Told one) => one.Text("current_limit") ?? one.Text("max_daily_conversations_per_business");
}

/// <summary>A display name.</summary>
/// <param name="Decision">Such as <c>APPROVED</c>.</param>
/// <param name="RequestedName">The name.</param>
/// <param name="RejectionReason">Why not.</param>
/// <param name="ToldAt">When WhatsApp told it.</param>
internal sealed record NameAnswer(string? Decision, string? RequestedName, string? RejectionReason, DateTimeOffset ToldAt);

/// <summary>What befell an account.</summary>
/// <param name="Event">Such as <c>VERIFIED_ACCOUNT</c>.</param>
/// <param name="ToldAt">When WhatsApp told it.</param>
internal sealed record AccountEventAnswer(string? Event, DateTimeOffset ToldAt);

/// <summary>A ban.</summary>
/// <param name="State">Such as <c>SCHEDULE_FOR_DISABLE</c>, <c>DISABLE</c> or <c>REINSTATE</c>.</param>
/// <param name="Date">As WhatsApp writes it.</param>
/// <param name="ToldAt">When WhatsApp told it.</param>
internal sealed record BanAnswer(string? State, string? Date, DateTimeOffset ToldAt);

/// <summary>What an account may not do.</summary>
/// <param name="List">Each restriction.</param>
/// <param name="ToldAt">When WhatsApp told it.</param>
internal sealed record RestrictionsAnswer(IReadOnlyList<RestrictionAnswer> List, DateTimeOffset ToldAt)
{
    public static RestrictionsAnswer From(Told told) => new(
        [.. told.List("restriction_info").Select(one => new RestrictionAnswer(Told.TextOf(one, "restriction_type"), Told.TextOf(one, "expiration")))],
        told.At);
}

/// <summary>One restriction.</summary>
/// <param name="Type">Such as <c>RESTRICTED_BIZ_INITIATED_MESSAGING</c>.</param>
/// <param name="Expiration">Its end, as WhatsApp writes it.</param>
internal sealed record RestrictionAnswer(string? Type, string? Expiration);

/// <summary>A broken policy.</summary>
/// <param name="Type">WhatsApp's name of it.</param>
/// <param name="ToldAt">When WhatsApp told it.</param>
internal sealed record ViolationAnswer(string? Type, DateTimeOffset ToldAt);

/// <summary>The end of a review.</summary>
/// <param name="Decision">Such as <c>APPROVED</c>.</param>
/// <param name="ToldAt">When WhatsApp told it.</param>
internal sealed record ReviewAnswer(string? Decision, DateTimeOffset ToldAt);

/// <summary>How much an account may do.</summary>
/// <param name="MaxDailyConversations">Customers that a number, or the business, may write to first within a day; -1 without a limit.</param>
/// <param name="MaxPhoneNumbers">Numbers that the business may have.</param>
/// <param name="ToldAt">When WhatsApp told it.</param>
internal sealed record CapabilityAnswer(string? MaxDailyConversations, string? MaxPhoneNumbers, DateTimeOffset ToldAt)
{
    public static CapabilityAnswer From(Told told) => new(
        told.Text("max_daily_conversations_per_business") ?? told.Text("max_daily_conversation_per_phone"),
        told.Text("max_phone_numbers_per_business") ?? told.Text("max_phone_numbers_per_waba"),
        told.At);
}

/// <summary>Something that has no place of its own.</summary>
/// <param name="Field">Meta's name of it.</param>
/// <param name="ToldAt">When WhatsApp told it.</param>
/// <param name="Times">How often something was told under this name.</param>
/// <param name="Value">As WhatsApp wrote it; null where it is too long, or could hold what customers write.</param>
internal sealed record NewsAnswer(string Field, DateTimeOffset ToldAt, int Times, JsonElement? Value)
{
    public static NewsAnswer From(Told told) => new(told.Field, told.At, told.Times, told.Value);
}
