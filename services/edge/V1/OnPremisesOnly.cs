using Tujenge.Edge.V1.OpenApi;

namespace Tujenge.Edge.V1;

/// <summary>
/// What only a server of the original kind can do. The channel's upstream decides: the Cloud API has nothing like it, and the
/// answer says so (cloud-api-mapping, sections 7 and 8).
/// </summary>
internal static class OnPremisesOnly
{
    /// <summary>Maps methods of a path.</summary>
    /// <param name="v1">The surface.</param>
    /// <param name="pattern">The path below <c>/v1</c>.</param>
    /// <param name="what">What is missing: the beginning of a sentence.</param>
    /// <param name="methods">HTTP methods that the original has there.</param>
    public static RouteHandlerBuilder MapOnPremisesOnly(this IEndpointRouteBuilder v1, string pattern, string what, params string[] methods) =>
        v1.MapMethods(pattern, methods, IResult () => new V1Error(V1Code.NotImplemented, $"{what} is not available on the Cloud API"))
            .WithTags(TagOf(pattern))
            .WithMetadata(new PassedOnOnly(what));

    /// <summary>The resource's name with a capital, as all tags have.</summary>
    private static string TagOf(string pattern)
    {
        var name = pattern.Split('/')[1];
        return char.ToUpperInvariant(name[0]) + name[1..];
    }
}
