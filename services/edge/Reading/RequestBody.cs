using System.Buffers;

namespace Tujenge.Edge.Reading;

/// <summary>Takes a request's body whole, up to a size.</summary>
internal static class RequestBody
{
    /// <param name="context">The request.</param>
    /// <param name="mostBytes">How long the body may be; by default as configured for JSON.</param>
    /// <exception cref="BadHttpRequestException">The body is too long, or ended early.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, long? mostBytes = null)
    {
        var most = mostBytes ?? BodyLimit.OfJson(context);
        BodyLimit.Set(context, most);
        var isTooLong = context.Request.ContentLength > most;
        if (isTooLong && context.Request.Headers.Expect.Count > 0)
        {
            throw BodyLimit.Exceeded(); // The client waits with the body until it is told to go on.
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
                return isTooLong ? throw BodyLimit.Exceeded() : body;
            }

            reader.AdvanceTo(isTooLong ? read.Buffer.End : read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Puts a body where the next one reads it from: what was read, or another in its place.</summary>
    public static void PutBack(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        request.Body = new MemoryStream(body.ToArray(), writable: false);
        if (request.ContentLength is not null)
        {
            request.ContentLength = body.Length;
        }
    }
}
