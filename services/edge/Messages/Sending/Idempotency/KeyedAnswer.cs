namespace Tujenge.Edge.Messages.Sending.Idempotency;

/// <summary>The answer to the first request under a key, byte for byte.</summary>
/// <param name="body">Its body.</param>
/// <param name="isReplayed">Whether this request is not the first; told in a header, since the body must not differ.</param>
internal sealed class KeyedAnswer(string body, bool isReplayed) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (isReplayed)
        {
            httpContext.Response.Headers[IdempotencyHeader.Replayed] = "true";
        }

        return TypedResults
            .Text(body, "application/json; charset=utf-8", statusCode: StatusCodes.Status201Created)
            .ExecuteAsync(httpContext);
    }
}
