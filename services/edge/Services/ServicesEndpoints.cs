using Tujenge.Edge.V1;

namespace Tujenge.Edge.Services;

/// <summary>The v1 family <c>/v1/services</c>, which no two versions of the original had the same of: whatever is below it goes to the server.</summary>
internal static class ServicesEndpoints
{
    public static void MapServices(this IEndpointRouteBuilder v1) =>
        v1.MapOnPremisesOnly("/services/{**rest}", "This part of the On-Premises API", "GET", "POST", "PUT", "PATCH", "DELETE");
}
