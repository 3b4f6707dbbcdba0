using System.Globalization;
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
        int? code = int.TryParse(CallbackPart.Text(error, "code"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
        var message = CallbackPart.Text(error, "message");
        var details = CallbackPart.Text(error["error_data"] as JsonObject, "details") ?? CallbackPart.Text(error, "details");
        var v1 = Of(V1Errors.ForCallback(code, CallbackPart.Text(error, "title") ?? message, details ?? message));
        if (CallbackPart.Text(error, "href") is { } href)
        {
            v1["href"] = href;
        }

        return v1.WithTheRestOf(error, Translated);
    }

    /// <summary>The errors of a member; null when it has none.</summary>
    public static JsonArray? ToV1(JsonNode? errors) => errors is JsonArray or JsonObject
        ? new JsonArray([.. In(errors).Select(ToV1)])
        : null;

    /// <summary>The errors among the elements of a member, or the one that stands there without an array around it.</summary>
    public static IEnumerable<JsonObject> In(JsonNode? errors) => errors switch
    {
        JsonArray array => array.OfType<JsonObject>(),
        JsonObject one => [one],
        _ => [],
    };

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
