using Tujenge.Edge.V1;

namespace Tujenge.Edge.Upstreams;

/// <summary>Hands a call to the upstream of its channel, unless the gateway answers it itself.</summary>
internal sealed class UpstreamFilter(ChannelUpstreams upstreams) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<AnsweredBy>() is { Gateway: true }
            ? next(context)
            : upstreams.Of(context.HttpContext.Channel()).AnswerAsync(context, next);
}
