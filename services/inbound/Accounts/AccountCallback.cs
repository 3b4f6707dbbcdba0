using System.Text.Json;
using System.Text.RegularExpressions;
using Tujenge.Contracts.V1;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Numbers;
using static Tujenge.Inbound.Processing.CallbackJson;

namespace Tujenge.Inbound.Accounts;

/// <summary>Picks from a callback what it tells of numbers and accounts: every field but <c>messages</c>.</summary>
internal static partial class AccountCallback
{
    private const string Messages = "messages";
    private const int LongestNumber = 32;
    private const int LongestId = 512;

    /// <summary>Meta puts no more into one callback.</summary>
    private const int MostNews = 1000;

    /// <summary>Deeper than all that Meta tells, and no deeper than an answer of the admin API may be.</summary>
    private static readonly JsonDocumentOptions Told = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>Fields that carry what customers write, and whom they know: operators need not see it.</summary>
    private static readonly HashSet<string> Private =
    [
        "calls", "group_participants_update", "history", "message_echoes", "messaging_handovers", "smb_app_state_sync", "smb_message_echoes", "standby",
        "user_id_update", "user_preferences",
    ];

    /// <summary>What it tells, in its order. Nothing in a body makes it throw; what has no proper name is left out.</summary>
    public static IReadOnlyList<ToldNews> Read(string body)
    {
        if (!MayTell(body) || Parse(body) is not { } document)
        {
            return []; // As nearly all.
        }

        using (document)
        {
            return
            [
                .. Elements(document.RootElement, "entry")
                    .SelectMany(entry => Elements(entry, "changes")
                        .Where(change => Text(change, "field") is { } field && field != Messages && FieldPattern.IsMatch(field))
                        .Select(change => Of(entry, change)))
                    .Take(MostNews),
            ];
        }
    }

    /// <summary>
    /// What a change about a number that no channel has is kept under: the number's id, or where only the number is named, that, with a
    /// plus. Null for what names none, and for what holds customers' words and no news of the number.
    /// </summary>
    public static string? KeyOf(ToldNews news) => Private.Contains(news.Field) ? null
        : news.PhoneNumberId is { Length: > 0 } id ? CanBeKept(id, LongestId) ? id : null
        : news.PhoneNumber is { } number ? KeyOf(number)
        : null;

    /// <summary>The same of a number in digits.</summary>
    public static string KeyOf(string phoneNumber) => $"+{ConversationKey.Of(phoneNumber)}";

    /// <summary>One change.</summary>
    public static ToldNews Of(JsonElement entry, JsonElement change)
    {
        var field = Text(change, "field") ?? "";
        var value = change.TryGetProperty("value", out var told) && told.ValueKind == JsonValueKind.Object ? told : default;
        var number = value.ValueKind == JsonValueKind.Object && value.TryGetProperty("metadata", out var metadata) ? metadata : default;
        return new ToldNews
        {
            Field = field,
            Event = AccountFields.KeepsEvents(field) && Text(value, "event")?.ToUpperInvariant() is { } name && EventPattern.IsMatch(name) ? name : "",
            WabaId = Text(entry, "id"),
            PhoneNumberId = Text(number, "phone_number_id"),
            PhoneNumber = Digits(Text(value, "display_phone_number") ?? Text(value, "phone_number") ?? Text(number, "display_phone_number")),
            Value = Private.Contains(field) ? null : Kept(value),
            BanState = value.ValueKind == JsonValueKind.Object && value.TryGetProperty("ban_info", out var ban) ? Text(ban, "waba_ban_state") : null,
            ToldAt = V1Timestamps.Parse(Text(entry, "time")),
        };
    }

    /// <summary>Whether some field is another one than <c>messages</c>; a name in a text of a customer would have its quotation marks escaped.</summary>
    private static bool MayTell(string body)
    {
        const string name = "\"field\"";
        for (var at = body.IndexOf(name, StringComparison.Ordinal); at >= 0; at = body.IndexOf(name, at + name.Length, StringComparison.Ordinal))
        {
            var rest = body.AsSpan(at + name.Length).TrimStart();
            if (rest is [':', ..] && !rest[1..].TrimStart().StartsWith($"\"{Messages}\"", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static string? Digits(string? number)
    {
        var digits = string.Concat((number ?? "").Where(char.IsAsciiDigit));
        return digits.Length is > 0 and <= LongestNumber ? digits : null;
    }

    private static string? Kept(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object || value.GetRawText() is not { Length: <= AccountNotice.LongestValue } text)
        {
            return null;
        }

        try
        {
            using var readable = JsonDocument.Parse(text, Told);
            return text;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\A[a-z0-9_]{1,64}\z")]
    private static partial Regex FieldPattern { get; }

    [GeneratedRegex(@"\A[A-Z0-9_]{1,64}\z")]
    private static partial Regex EventPattern { get; }
}

/// <summary>One change of a callback that tells of a number or an account.</summary>
internal sealed record ToldNews
{
    /// <inheritdoc cref="AccountNotice.Field"/>
    public required string Field { get; init; }

    /// <inheritdoc cref="AccountNotice.Event"/>
    public required string Event { get; init; }

    /// <summary>WhatsApp business account.</summary>
    public string? WabaId { get; init; }

    /// <summary>The Cloud API's id of the number that it is about, where it names one.</summary>
    public string? PhoneNumberId { get; init; }

    /// <summary>The number itself, digits only, where it names one.</summary>
    public string? PhoneNumber { get; init; }

    /// <inheritdoc cref="AccountNotice.Value"/>
    public string? Value { get; init; }

    /// <summary>State of a ban, in Meta's word.</summary>
    public string? BanState { get; init; }

    /// <summary>When WhatsApp told it; null where it does not say.</summary>
    public DateTimeOffset? ToldAt { get; init; }
}
