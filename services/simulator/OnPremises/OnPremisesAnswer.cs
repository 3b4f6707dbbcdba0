using System.Text.Json;
using System.Text.Json.Nodes;
using Tujenge.Contracts.V1;

namespace Tujenge.Simulator.OnPremises;

/// <summary>Bodies and answers of the On-Premises API (whatsapp-v1-api, section 1).</summary>
internal static class OnPremisesAnswer
{
    /// <summary>A body with <c>meta</c> beside it.</summary>
    public static IResult Ok(JsonObject? body = null, int status = StatusCodes.Status200OK)
    {
        body ??= [];
        body["meta"] = new JsonObject { ["api_status"] = V1Meta.Current.ApiStatus, ["version"] = V1Meta.Current.Version };
        return TypedResults.Json(body, V1Json.Wire.JsonNode, statusCode: status);
    }

    /// <summary>An error with the title and status of its code.</summary>
    public static IResult Error(int code, string? details = null, int? status = null) => TypedResults.Json(
        new V1ErrorAnswer(V1Meta.Current, [V1Errors.Of(code, details)]),
        V1Json.Wire.V1ErrorAnswer,
        statusCode: status ?? V1Errors.HttpStatusOf(code));

    /// <summary>1025: the body is none.</summary>
    public static IResult NoObject => Error(1025, "The body must be a JSON object");

    /// <summary>The body as a JSON object; null for anything else.</summary>
    public static async Task<JsonObject?> ReadAsync(HttpRequest request)
    {
        try
        {
            var body = await JsonNode.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted) as JsonObject;
            _ = body?.ToJsonString(); // Throws where a text is JSON by the letter and yet none, or a name comes twice.
            return body;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}
