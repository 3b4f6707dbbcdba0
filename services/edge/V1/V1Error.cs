using Tujenge.Contracts.V1;
using Tujenge.Edge.Reading;

namespace Tujenge.Edge.V1;

/// <summary>An answer in the envelope of the v1 API itself.</summary>
internal sealed class V1Error(V1Code code, string details) : IResult
{
    /// <summary>What is wrong with the request.</summary>
    public static V1Error From(Violation violation) => new(violation.Code, violation.Details);

    /// <summary>Broker, database or sender are away or behind; nothing is known to be wrong with the request.</summary>
    public static V1Error Overloaded(string details) => new(V1Code.Overloaded, details);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        Wait.Tell(httpContext.Response, code.Status);
        var answer = new V1ErrorAnswer(V1Meta.Current, [new(code.Number, code.Title, details)]);
        return TypedResults.Json(answer, V1Json.Wire.V1ErrorAnswer, statusCode: code.Status).ExecuteAsync(httpContext);
    }
}
