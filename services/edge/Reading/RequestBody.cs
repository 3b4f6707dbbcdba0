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
            var read = await OrRefusalAsync(reader.ReadAsync(context.RequestAborted));
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

    /// <summary>
    /// Reads from a client: what is wrong with how a body came is the client's, also where the server has only an
    /// <see cref="IOException"/> for it, as any connection of our own might.
    /// </summary>
    /// <exception cref="BadHttpRequestException">The body cannot be read.</exception>
    public static async ValueTask<T> OrRefusalAsync<T>(ValueTask<T> reading)
    {
        try
        {
            return await reading;
        }
        catch (IOException fault) when (fault is not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The body cannot be read", fault);
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
