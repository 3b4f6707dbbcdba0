using Tujenge.Edge.Reading;

namespace Tujenge.Edge.V1;

/// <summary>
/// Decides which of the two envelopes tells of an error (whatsapp-v1-api, section 1). The API's own, <c>errors[]</c>, is for
/// what the original API said itself: of a request that reached it (1025 and the like), of its limit (1015), of its load
/// (1016). Everything else came from the gateway in front of it, as <c>meta</c>: keys, paths, methods, bodies that it did not
/// let through, faults of its own, and all about the resources that only it had.
/// </summary>
internal static class V1Dialect
{
    /// <summary>What no rule of an endpoint says: the framework's refusals, missing servers, limits, faults.</summary>
    public static IResult Answer(HttpContext context, int status, string message) => status switch
    {
        StatusCodes.Status429TooManyRequests => new V1Error(V1Code.TooManyRequests, message),
        StatusCodes.Status503ServiceUnavailable when !IsGateways(context) => V1Error.Overloaded(message),
        _ => new GatewayError(status, message),
    };

    /// <summary>What is wrong with a body that an endpoint has read.</summary>
    public static IResult Answer(HttpContext context, Violation violation) => IsGateways(context)
        ? new GatewayError(StatusCodes.Status400BadRequest, violation.Details)
        : V1Error.From(violation);

    /// <summary>What was said behind the gateway of a request; its own envelope has no codes, so their titles stand for them.</summary>
    public static IResult Answer(HttpContext context, V1Code code, string details) => IsGateways(context)
        ? new GatewayError(code.Status, $"{code.Title}: {details}")
        : new V1Error(code, details);

    private static bool IsGateways(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<GatewayResource>() is not null;
}
