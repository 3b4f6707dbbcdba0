using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Tujenge.Edge.Reading;

/// <summary>How long the body of a request may be: whoever reads it says so first, and who refuses it tells the client.</summary>
internal sealed class BodyLimit
{
    /// <summary>
    /// So much of a body that is too long is heard and thrown away: who is still writing when the connection is closed sees that, and
    /// not the answer.
    /// </summary>
    private const long MostHeard = 32 * 1024 * 1024;

    private readonly long _mostBytes;

    private BodyLimit(long mostBytes) => _mostBytes = mostBytes;

    /// <summary>Sets the limit; what the server lets through only as long as nobody has begun to read.</summary>
    public static void Set(HttpContext context, long mostBytes)
    {
        context.Features.Set(new BodyLimit(mostBytes));
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            server.MaxRequestBodySize = context.Request switch
            {
                { ContentLength: null } => mostBytes + MostHeard, // The framing of chunks is counted too; the reader keeps the bound.
                { Headers.Expect.Count: > 0 } request when request.ContentLength > mostBytes => mostBytes, // Waits to be told to go on.
                _ => Math.Max(mostBytes, MostHeard),
            };
        }
    }

    /// <summary>The limit; that of JSON, while nobody has set another.</summary>
    public static long Of(HttpContext context) => context.Features.Get<BodyLimit>()?._mostBytes ?? OfJson(context);

    /// <summary>The limit that is configured for bodies of JSON.</summary>
    public static long OfJson(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<EdgeOptions>>().Value.MaxBodyBytes;

    /// <summary>What a client is told whose body was longer, with its length if the client said that.</summary>
    public static string Describe(HttpContext context) => context.Request.ContentLength is { } given
        ? $"The body must have at most {Of(context)} bytes, got {given}."
        : $"The body must have at most {Of(context)} bytes.";

    /// <summary>What a reader throws when there is more.</summary>
    public static BadHttpRequestException Exceeded() => new("The body is too long.", StatusCodes.Status413PayloadTooLarge);
}
