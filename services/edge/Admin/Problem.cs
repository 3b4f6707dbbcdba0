using Microsoft.AspNetCore.WebUtilities;
using Tujenge.Edge.Reading;

namespace Tujenge.Edge.Admin;

/// <summary>An error of the admin API: problem details (RFC 9457).</summary>
internal sealed class Problem(int status, string detail, string? field = null) : IResult
{
    public const string ContentType = "application/problem+json";

    /// <summary>What is wrong with the request.</summary>
    public static Problem From(Violation violation) =>
        new(StatusCodes.Status400BadRequest, violation.Details, violation.Path is "" ? null : violation.Path);

    /// <summary>How <c>/admin</c> says what no endpoint of it said.</summary>
    public static IResult Answer(int status, string message) => new Problem(status, message);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            httpContext.Response.Headers.RetryAfter = "1";
        }

        var answer = new ProblemAnswer(ReasonPhrases.GetReasonPhrase(status), status, detail, field);
        return TypedResults.Json(answer, EdgeJson.Wire.ProblemAnswer, ContentType, status)
            .ExecuteAsync(httpContext);
    }
}
