using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tujenge.Contracts.V1;
using Tujenge.Inbound.Processing;

namespace Tujenge.Inbound.Translating;

/// <summary>The Cloud API's errors in v1's words: v1's code and title, and the Cloud API's code in the details (whatsapp-errors).</summary>
internal static class CallbackErrors
{
    private static readonly string[] Translated = ["code", "title", "message", "error_data", "href", "details"];

    /// <summary>An error inside a message or a status, or beside all messages. Members that nobody knows stay.</summary>
    public static JsonObject ToV1(JsonObject error)
    {
        var title = CallbackPart.Text(error, "title") ?? CallbackPart.Text(error, "message");
        var code = CallbackPart.Filled(error, "code");
        var v1 = Of(CodeOf(code) is { } number || code is null
            ? V1Errors.ForCallback(CodeOf(code), title, DetailsOf(error))
            : V1Errors.Of(500, $"cloud {code}{(title is null ? "" : $": {title}")}"));
        if (CallbackPart.Text(error, "href") is { } href)
        {
            v1["href"] = href;
        }

        return v1.WithTheRestOf(error, Translated);
    }

    /// <summary>The errors of a member; null when it has none.</summary>
    public static JsonArray? ToV1(JsonNode? errors) => errors is null ? null : new JsonArray([.. In(errors).Select(ToV1)]);

    /// <summary>
    /// The errors among the elements of a member, or the one that stands there without an array around it. A text is an error that says
    /// no more.
    /// </summary>
    public static IEnumerable<JsonObject> In(JsonNode? errors) => (errors as JsonArray ?? [errors?.DeepClone()])
        .Select(error => error switch
        {
            JsonObject one => one,
            JsonValue { } value when value.GetValueKind() == JsonValueKind.String => new JsonObject { ["title"] = value.GetValue<string>() },
            _ => null,
        })
        .OfType<JsonObject>();

    /// <summary>What an error says beside its code and its title; null when that is nothing.</summary>
    public static string? DetailsOf(JsonObject? error) =>
        CallbackPart.Filled(error?["error_data"] as JsonObject, "details")
        ?? CallbackPart.Filled(error, "details")
        ?? CallbackPart.Filled(error, "message");

    /// <summary>A code, which some write as <c>131047.0</c>; null for what is none.</summary>
    private static int? CodeOf(string? code) =>
        decimal.TryParse(code, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && number == decimal.Truncate(number) && number is >= int.MinValue and <= int.MaxValue
            ? (int)number
            : null;

    /// <summary>What v1 has for messages of types that it does not know (whatsapp-v1-webhooks, section 3).</summary>
    /// <param name="details">What it was.</param>
    public static JsonArray UnknownType(string? details) => [Of(V1Errors.Of(501, details) with { Title = "Unknown message type" })];

    private static JsonObject Of(V1ErrorEntry entry)
    {
        var error = new JsonObject { ["code"] = entry.Code, ["title"] = entry.Title };
        if (entry.Details is { } details)
        {
            error["details"] = details;
        }

        return error;
    }
}
