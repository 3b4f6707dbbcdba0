using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.Extensions.Primitives;

namespace Tujenge.Edge.V1;

/// <summary>The header <c>Retry-After</c>: with every 429 and 503, since clients look for it.</summary>
internal static class Wait
{
    /// <summary>What WhatsApp asks for; told with a 429 or a 503 alone, whatever else becomes of its refusal.</summary>
    /// <param name="context">What is answered.</param>
    /// <param name="asked">WhatsApp's header; a moment is not passed on, for the clocks may differ.</param>
    public static void Note(HttpContext context, RetryConditionHeaderValue? asked)
    {
        if (asked?.Delta is { } delta)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(delta.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>A second, unless more was noted.</summary>
    public static void Tell(HttpResponse response, int status)
    {
        if (status is not (StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable))
        {
            response.Headers.Remove("Retry-After");
        }
        else if (StringValues.IsNullOrEmpty(response.Headers.RetryAfter))
        {
            response.Headers.RetryAfter = "1";
        }
    }
}
