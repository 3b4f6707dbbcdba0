using Tujenge.Contracts.V1;

namespace Tujenge.Edge.V1;

/// <summary>An answer in the gateway's own envelope: keys, paths, webhook configuration.</summary>
internal sealed class GatewayError(int status, string developerMessage) : IResult
{
    /// <summary>What is behind the channel could not be reached: the provider's own words for it (whatsapp-v1-api, section 1).</summary>
    public static GatewayError Unavailable => new(
        StatusCodes.Status502BadGateway, "The WhatsApp API is not available; try again.");

    public Task ExecuteAsync(HttpContext httpContext)
    {
        Wait.Tell(httpContext.Response, status);

        // The original has "details" with 4xx only.
        var meta = new GatewayErrorMeta(false, status, developerMessage, status < 500 ? [] : null);
        return TypedResults.Json(new GatewayErrorAnswer(meta), V1Json.Wire.GatewayErrorAnswer, statusCode: status)
            .ExecuteAsync(httpContext);
    }
}
