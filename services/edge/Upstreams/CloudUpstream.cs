namespace Tujenge.Edge.Upstreams;

/// <summary>Meta's Cloud API: every call is translated by its endpoint.</summary>
internal sealed class CloudUpstream : IUpstream
{
    public ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate translate) => translate(context);
}
