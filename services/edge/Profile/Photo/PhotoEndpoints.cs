using Tujenge.Edge.V1;

namespace Tujenge.Edge.Profile.Photo;

/// <summary><c>/v1/settings/profile/photo</c>.</summary>
internal static class PhotoEndpoints
{
    private const string Path = "/settings/profile/photo";

    public static void MapPhoto(this IEndpointRouteBuilder v1)
    {
        v1.MapGet(Path, ReadPhoto.HandleAsync);
        v1.MapPost(Path, SetPhoto.HandleAsync);

        // The Cloud API has nothing for it (cloud-api-mapping, section 6).
        v1.MapDelete(Path, () => new V1Error(
            V1Code.NotImplemented, "The Cloud API cannot remove a profile photo; set another one, or remove it in Meta's business manager"));
    }
}
