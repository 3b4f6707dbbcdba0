using Tujenge.Edge.V1;

namespace Tujenge.Edge.Upstreams.Proxying;

/// <summary>
/// The paths of the On-Premises API that the gateway adds nothing to. A list of what is allowed, not of what is blocked: whatever
/// spelling a path comes in, only these can get through. Endpoints that translate one of them for the Cloud API come first.
/// </summary>
internal static class PassedOnEndpoints
{
    private const int Last = 1000;

    private static readonly string[] Paths =
    [
        "/contacts",
        "/contacts/{waId}/identity",
        "/settings/business/profile",
        "/settings/profile/about",
        "/settings/profile/photo",
        "/groups/{**rest}",
        "/stickerpacks/{**rest}",
        "/services/{**rest}",
    ];

    public static void MapPassedOn(this IEndpointRouteBuilder v1)
    {
        foreach (var path in Paths)
        {
            v1.Map(path, NotOnCloud).WithOrder(Last);
        }

        v1.MapPut("/messages/{messageId}", NotOnCloud).WithOrder(Last);
    }

    private static V1Error NotOnCloud() =>
        new(V1Code.Of(501), "The Cloud API, which is behind this number, has nothing like this");
}
