namespace Tujenge.Edge.V1;

/// <summary>How <c>/v1</c> says what no endpoint of it said.</summary>
internal static class V1Dialect
{
    public static IResult Answer(int status, string message) => status == StatusCodes.Status503ServiceUnavailable
        ? V1Error.Overloaded(message)
        : new GatewayError(status, message);
}
