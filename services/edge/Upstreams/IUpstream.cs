namespace Tujenge.Edge.Upstreams;

/// <summary>What is behind a channel, as far as calls go whose answers clients wait for.</summary>
internal interface IUpstream
{
    /// <summary>Whether messages reach it as v1 has them, with what the Cloud API has no place for.</summary>
    bool KeepsV1 { get; }

    /// <summary>Answers a call that the gateway adds nothing to.</summary>
    /// <param name="context">The call; its channel is known.</param>
    /// <param name="translate">The endpoint, which translates the call into the Cloud API's.</param>
    ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate translate);
}
