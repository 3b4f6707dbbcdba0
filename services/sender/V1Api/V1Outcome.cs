using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tujenge.Contracts.V1;
using Tujenge.Sender.Upstreams;

namespace Tujenge.Sender.V1Api;

/// <summary>
/// What an answer of a v1 server, or its absence, amounts to. The body is read before the status: errors come with HTTP 200
/// too (whatsapp-v1-api, section 2). Which codes are worth another try, whatsapp-errors says in sections 2 to 4 and 6.
/// </summary>
internal static partial class V1Outcome
{
    public static SendOutcome Of(V1Reply reply)
    {
        var outcome = Read(reply);
        return outcome is SendOutcome.NotNow notNow ? notNow with { Pause = reply.Pause } : outcome;
    }

    private static SendOutcome Read(V1Reply reply)
    {
        if (reply.Status is not { } status)
        {
            return CallFaults.NeverConnected(reply.Fault) ? new SendOutcome.NotNow(null) : new SendOutcome.Unknown();
        }

        var body = ObjectIn(reply.Body);
        var accepted = (int)status is >= 200 and < 300 ? Accepted(body) : null;
        if (FirstOf(body, "errors") is { ValueKind: JsonValueKind.Object } error)
        {
            // With an id it has the message, and what may pass is no reason to send a second one.
            var outcome = FromError(CodeOf(error), TextOf(error, "title"), TextOf(error, "details"), TextOf(error, "href"), status);
            return outcome is SendOutcome.NotNow && accepted is not null ? accepted : outcome;
        }

        // A gateway in between has its own words for it.
        var meta = body.ValueKind == JsonValueKind.Object && body.TryGetProperty("meta", out var found) ? found : default;
        return accepted ?? FromStatus(status, TextOf(meta, "developer_message"));
    }

    private static SendOutcome.Accepted? Accepted(JsonElement body) =>
        FirstOf(body, "messages") is { } message && TextOf(message, "id") is { Length: > 0 } id
            ? SendOutcome.Accepted.With(id, FirstOf(body, "contacts") is { } contact ? TextOf(contact, "wa_id") : null)
            : null;

    private static SendOutcome FromError(int? given, string? title, string? details, string? href, HttpStatusCode status)
    {
        var code = given ?? 0;
        var isKnown = V1Errors.Knows(code) && given is not null;
        var error = new V1ErrorEntry(code, string.IsNullOrEmpty(title) ? V1Errors.TitleOf(code) : title, isKnown ? details : Whole(title, details), href);
        return code switch
        {
            _ when !isKnown && status == HttpStatusCode.TooManyRequests => new SendOutcome.NotNow(error),
            _ when given is null && (int)status is >= 400 and < 500 && status != HttpStatusCode.RequestTimeout => new SendOutcome.Refused(error),
            408 or 429 or 1011 or 1015 or 1016 or 1017 or 1018 or 1023 => new SendOutcome.NotNow(error),
            500 or 1000 when IsAboutTheFormat(details) => new SendOutcome.Refused(error),
            1014 when details is not null && FileIsMissing().IsMatch(details) => new SendOutcome.Refused(error),
            0 or 500 or 2002 => new SendOutcome.NotNow(error) { MostTries = SendOutcome.NotNow.OnceMore },
            1000 or 1014 => new SendOutcome.NotNow(error) { MostTries = SendOutcome.NotNow.AFewTries },
            _ when status >= HttpStatusCode.InternalServerError && !isKnown => new SendOutcome.NotNow(error),
            _ => new SendOutcome.Refused(error),
        };
    }

    /// <summary>Only code and details are kept: of a code that v1 has no title for, the server's says what it is.</summary>
    private static string? Whole(string? title, string? details) =>
        string.IsNullOrEmpty(title) ? details : string.IsNullOrEmpty(details) ? title : $"{title}: {details}";

    [GeneratedRegex(@"failed\b.*\b404\b", RegexOptions.IgnoreCase)]
    private static partial Regex FileIsMissing();

    /// <summary>The unspecific codes are also given to messages that no receiver can show, however often they are sent.</summary>
    private static bool IsAboutTheFormat(string? details) =>
        details is not null
        && (details.Contains("structure unavailable", StringComparison.OrdinalIgnoreCase)
            || details.Contains("not supported", StringComparison.OrdinalIgnoreCase)
            || details.Contains("/NONE", StringComparison.Ordinal));

    private static SendOutcome FromStatus(HttpStatusCode status, string? reason) => status switch
    {
        HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => new SendOutcome.NotNow(null),
        HttpStatusCode.RequestTimeout or < HttpStatusCode.MultipleChoices or >= HttpStatusCode.InternalServerError => new SendOutcome.Unknown(),
        _ => new SendOutcome.Refused(V1Errors.Of(
            status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? 1005 : 1000,
            reason ?? $"HTTP {(int)status} without a reason")),
    };

    private static JsonElement ObjectIn(string body)
    {
        try
        {
            return JsonElement.Parse(body) is { ValueKind: JsonValueKind.Object } json ? json : default;
        }
        catch (JsonException)
        {
            return default; // A proxy's page, not the server's answer.
        }
    }

    private static JsonElement? FirstOf(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object
        && parent.TryGetProperty(name, out var list)
        && list.ValueKind == JsonValueKind.Array
        && list.GetArrayLength() > 0
            ? list[0]
            : null;

    private static int? CodeOf(JsonElement error) => !error.TryGetProperty("code", out var code) ? null
        : code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out var number) ? number
        : code.ValueKind == JsonValueKind.String && int.TryParse(code.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out number) ? number
        : null;

    private static string? TextOf(JsonElement parent, string name)
    {
        try
        {
            return parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out var value) ? null
                : value.ValueKind == JsonValueKind.String ? value.GetString()
                : value.ValueKind == JsonValueKind.Number ? value.GetRawText() // As some servers write ids.
                : null;
        }
        catch (InvalidOperationException)
        {
            return null; // Half a surrogate pair, which is no text.
        }
    }
}
