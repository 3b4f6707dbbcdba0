using Tujenge.Edge.Upstreams;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Media.Remembering;

/// <summary>
/// Another channel's files do not exist, whatever the upstream thinks of their ids: a v1 server knows nothing of channels. An id that
/// is not known here is the upstream's to judge.
/// </summary>
internal sealed class OwnMediaFilter(MediaBook book) : IEndpointFilter
{
    /// <summary>The part of the path that has the id.</summary>
    public const string RouteValue = "mediaId";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return http.Request.RouteValues[RouteValue] is string mediaId
            && await book.FindOwnerAsync(http.Channel().Id, mediaId, http.RequestAborted) is { } owner
            && owner != http.Channel().Id
                ? GraphRefusal.NotFound(MediaEndpoints.Unknown)
                : await next(context);
    }
}
