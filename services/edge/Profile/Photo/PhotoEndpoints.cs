using Tujenge.Contracts.V1;
using Tujenge.Edge.Upstreams.Proxying;
using Tujenge.Edge.V1;
using Tujenge.Edge.V1.OpenApi;
using Tujenge.Edge.V1.OpenApi.Examples;

namespace Tujenge.Edge.Profile.Photo;

/// <summary><c>/v1/settings/profile/photo</c>.</summary>
internal static class PhotoEndpoints
{
    private const string Path = "/settings/profile/photo";

    public static void MapPhoto(this IEndpointRouteBuilder v1)
    {
        v1.MapGet(Path, ReadPhoto.HandleAsync)
            .Describe("getPhoto", "The photo, or with format=link where it is", "Settings")
            .Answers<V1SettingsAnswer>(StatusCodes.Status200OK, Answered.PhotoLink)
            .AnswersFile("image/*");
        v1.MapPost(Path, SetPhoto.HandleAsync)
            .WithMetadata(new BodyCheck(SetPhoto.CheckAsync))
            .Describe("setPhoto", "Sets the photo", "Settings")
            .TakesFile(
                """
                The picture itself, a square of at least 192 x 192 pixels:

                `curl http://127.0.0.1:8080/v1/settings/profile/photo -H 'WA-API-KEY: tjk_sandbox' -H 'Content-Type: image/jpeg' --data-binary @photo.jpg`
                """,
                "image/jpeg",
                "image/png")
            .Answers<V1EmptyAnswer>(StatusCodes.Status200OK, Answered.Done)
            .Answers<V1EmptyAnswer>(StatusCodes.Status201Created, Answered.Done); // As v1 servers say it, some of them.

        // The Cloud API has nothing for it (cloud-api-mapping, section 6).
        v1.MapDelete(Path, () => new V1Error(
            V1Code.NotImplemented, "The Cloud API cannot remove a profile photo; set another one, or remove it in Meta's business manager"))
            .WithTags("Settings")
            .WithMetadata(new PassedOnOnly("Removing the photo"));
    }
}
