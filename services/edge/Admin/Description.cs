namespace Tujenge.Edge.Admin;

/// <summary>What the OpenAPI document says of an endpoint beyond its types.</summary>
internal static class Description
{
    /// <param name="route">The endpoint.</param>
    /// <param name="name">Its operation id.</param>
    /// <param name="summary">What it does.</param>
    /// <param name="tag">The resource that it belongs to.</param>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string name, string summary, string tag) => route
        .WithName(name)
        .WithSummary(summary)
        .WithTags(tag)
        .Produces<ProblemAnswer>(StatusCodes.Status400BadRequest, Problem.ContentType)
        .Produces<ProblemAnswer>(StatusCodes.Status401Unauthorized, Problem.ContentType)
        .Produces<ProblemAnswer>(StatusCodes.Status503ServiceUnavailable, Problem.ContentType);

    /// <summary>Says which status an id or a value of the request may be answered with.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (var status in statuses)
        {
            route.Produces<ProblemAnswer>(status, Problem.ContentType);
        }

        return route;
    }
}
