using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Tujenge.Edge.Reading;

/// <summary>Takes a request's body whole, up to the configured size.</summary>
internal static class RequestBody
{
    /// <summary>
    /// So much of a body that is too long is heard to its end and thrown away: who is still writing when the connection is
    /// closed sees that, and not the answer.
    /// </summary>
    private const long MostHeard = 32 * 1024 * 1024;

    /// <exception cref="BadHttpRequestException">The body is too long, or ended early.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        var most = context.RequestServices.GetRequiredService<IOptions<EdgeOptions>>().Value.MaxBodyBytes;
        var isTooLong = context.Request.ContentLength > most;
        if (isTooLong && context.Request.Headers.Expect.Count > 0)
        {
            throw TooLong(); // The client waits with the body until it is told to go on.
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = Math.Max(most, MostHeard); // Makes the server refuse a longer body while it reads.
        }

        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            isTooLong |= read.Buffer.Length > most;
            if (read.IsCompleted)
            {
                ReadOnlyMemory<byte> body = isTooLong ? default : read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return isTooLong ? throw TooLong() : body;
            }

            reader.AdvanceTo(isTooLong ? read.Buffer.End : read.Buffer.Start, read.Buffer.End);
        }
    }

    private static BadHttpRequestException TooLong() => new("The body is too long.", StatusCodes.Status413PayloadTooLarge);
}
