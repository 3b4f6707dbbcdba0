using Tujenge.Edge.V1;
using Tujenge.Edge.V1.OpenApi;

namespace Tujenge.Edge.Services;

/// <summary>The v1 family <c>/v1/services</c>, which no two versions of the original had the same of: whatever is below it goes to the server.</summary>
internal static class ServicesEndpoints
{
    private const string Path = "/services/{**rest}";
    private const string What = "This part of the On-Premises API";

    public static void MapServices(this IEndpointRouteBuilder v1)
    {
        v1.MapOnPremisesOnly(Path, What, "GET", "DELETE");
        v1.MapOnPremisesOnly(Path, What, "POST", "PUT", "PATCH").TakesFile("Whatever the v1 server takes there.", "*/*");
    }
}
