using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Tujenge.Edge.Reading;

/// <summary>How long the body of a request may be: whoever reads it says so first, and who refuses it tells the client.</summary>
internal sealed class BodyLimit
{
    /// <summary>
    /// What the server lets through besides. It counts the framing of chunks as body, so the exact bound is for the reader to keep;
    /// and of a body that is too long so much is heard and thrown away: who is still writing when the connection is closed sees that,
    /// and not the answer.
    /// </summary>
    private const long Slack = 32 * 1024 * 1024;

    private readonly long _mostBytes;

    private BodyLimit(long mostBytes) => _mostBytes = mostBytes;

    /// <summary>Sets the limit of a request whose body nobody has begun to read.</summary>
    public static void Set(HttpContext context, long mostBytes)
    {
        context.Features.Set(new BodyLimit(mostBytes));
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            server.MaxRequestBodySize = mostBytes + Slack;
        }
    }

    /// <summary>The limit; that of JSON, while nobody has set another.</summary>
    public static long Of(HttpContext context) => context.Features.Get<BodyLimit>()?._mostBytes ?? OfJson(context);

    /// <summary>The limit that is configured for bodies of JSON.</summary>
    public static long OfJson(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<EdgeOptions>>().Value.MaxBodyBytes;

    /// <summary>What a reader throws when there is more.</summary>
    public static BadHttpRequestException Exceeded() => new("The body is too long.", StatusCodes.Status413PayloadTooLarge);
}
