using Microsoft.Net.Http.Headers;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Reading;

/// <summary>Turns away bodies that say they are not JSON. Clients that say nothing mean JSON.</summary>
internal static class JsonOnly
{
    /// <summary>Answers 415 in v1's dialect.</summary>
    public static RouteHandlerBuilder AcceptsJsonOnly(this RouteHandlerBuilder route) =>
        route.AddEndpointFilter((context, next) =>
        {
            var contentType = context.HttpContext.Request.ContentType;
            return IsJson(contentType)
                ? next(context)
                : ValueTask.FromResult<object?>(V1Dialect.Answer(
                    context.HttpContext,
                    StatusCodes.Status415UnsupportedMediaType,
                    "Content-Type must be application/json."));
        });

    /// <summary>Whether this says JSON, or nothing.</summary>
    public static bool IsJson(string? contentType) =>
        string.IsNullOrWhiteSpace(contentType)
        || contentType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        || (MediaTypeHeaderValue.TryParse(contentType, out var type)
            && type.Type.Equals("application", StringComparison.OrdinalIgnoreCase)
            && (type.SubType.Equals("json", StringComparison.OrdinalIgnoreCase)
                || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)));
}
