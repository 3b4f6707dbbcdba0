namespace Tujenge.Edge.Upstreams;

/// <summary>Says who answers an endpoint of <c>/v1</c>; without it, the channel's upstream does.</summary>
/// <param name="Gateway">Whether it is the gateway itself, whatever the upstream: messages and configuration.</param>
internal sealed record AnsweredBy(bool Gateway);

/// <summary>Marks endpoints.</summary>
internal static class AnsweredByExtensions
{
    /// <summary>The gateway answers these itself.</summary>
    public static TBuilder ByGateway<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new AnsweredBy(Gateway: true));

    /// <summary>The upstream answers these, among others that the gateway answers.</summary>
    public static TBuilder ByUpstream<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder => endpoints.WithMetadata(new AnsweredBy(Gateway: false));
}
