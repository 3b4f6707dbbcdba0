namespace Tujenge.Edge.Upstreams.Proxying;

/// <summary>Says what the gateway demands of an endpoint's body before any of it goes to a v1 server; without it, only its size.</summary>
/// <param name="RunAsync">
/// What is wrong with the body; null when nothing is. What it has read it puts back in front of what follows.
/// </param>
internal sealed record BodyCheck(Func<HttpContext, Task<IResult?>> RunAsync);
