using System.Text.Json;
using System.Text.Json.Nodes;
using Tujenge.Contracts.V1;
using Tujenge.Simulator.Http;

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
    public static IResult NoObject => Error(1025, "The body must be a JSON object, in which no name is twice");

    /// <summary>What no endpoint has answered.</summary>
    public static IResult Refuse(HttpRequest request, int status) => status switch
    {
        StatusCodes.Status404NotFound => Error(1006, "URL path not found"),
        StatusCodes.Status405MethodNotAllowed => Error(1000, $"Method {request.Method} is not allowed here", status),
        _ => Error(1025, "The request could not be read", status),
    };

    /// <summary>The body as a JSON object; null for anything else.</summary>
    public static async Task<JsonObject?> ReadAsync(HttpRequest request) =>
        await JsonBody.ReadAsync(request) is { ValueKind: JsonValueKind.Object } body ? JsonObject.Create(body) : null;
}
