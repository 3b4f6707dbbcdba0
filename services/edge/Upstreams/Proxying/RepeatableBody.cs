using Microsoft.AspNetCore.Http.Features;

namespace Tujenge.Edge.Upstreams.Proxying;

/// <summary>A request's body that can be sent twice: nothing, or little enough to keep. Files are not kept.</summary>
internal sealed class RepeatableBody
{
    private const int Most = 64 * 1024;

    private readonly byte[] _bytes;

    private RepeatableBody(byte[] bytes) => _bytes = bytes;

    /// <summary>Null for a body that is long, or does not say how long it is; then it is still to be read.</summary>
    public static async Task<RepeatableBody?> ReadAsync(HttpContext context)
    {
        // Without a length there is no body in HTTP/1, unless it comes in chunks; in HTTP/2 there may well be one.
        var canHaveBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;
        if ((context.Request.ContentLength ?? (canHaveBody ? null : 0)) is not (>= 0 and <= Most and var length))
        {
            return null;
        }

        var bytes = new byte[length];
        await context.Request.Body.ReadExactlyAsync(bytes, context.RequestAborted);
        return new RepeatableBody(bytes);
    }

    /// <summary>Puts the body where it is read from.</summary>
    public void Attach(HttpRequest request) => request.Body = new MemoryStream(_bytes, writable: false);
}
