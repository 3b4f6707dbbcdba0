using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Tujenge.Simulator.Graph.Media;
using Tujenge.Simulator.OnPremises.Logins;

namespace Tujenge.Simulator.OnPremises.Media;

/// <summary><c>/v1/media</c>: the file itself in both directions (whatsapp-v1-api, section 8).</summary>
internal static class MediaEndpoints
{
    private const int MostBytes = 100 * 1024 * 1024;

    /// <summary>The server counts the framing of chunks too.</summary>
    private const int MostFraming = 1024 * 1024;

    public static void MapMedia(this IEndpointRouteBuilder v1)
    {
        v1.MapPost("/media", (Delegate)UploadAsync).WithMetadata(new RequestSizeLimitAttribute(MostBytes + MostFraming));
        v1.MapGet("/media/{mediaId}", (string mediaId, HttpContext http) =>
            Find(mediaId, http) is { } file ? TypedResults.Bytes(file.Contents, file.ContentType) : Unknown);
        v1.MapDelete("/media/{mediaId}", (string mediaId, HttpContext http) =>
        {
            if (Find(mediaId, http) is not { } file)
            {
                return Unknown;
            }

            http.Opened().World.Media.Remove(file);
            return OnPremisesAnswer.Ok();
        });
    }

    private static IResult Unknown => OnPremisesAnswer.Error(1006, "unknown media");

    private static async Task<IResult> UploadAsync(HttpContext http)
    {
        if (http.Request.ContentType is not { Length: > 0 } type)
        {
            return OnPremisesAnswer.Error(1008, "Header Content-Type is absent");
        }

        using var contents = new MemoryStream();
        await http.Request.Body.CopyToAsync(contents, http.RequestAborted);
        if (contents.Length > MostBytes)
        {
            return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        if (contents.Length == 0)
        {
            return OnPremisesAnswer.Error(1008, "The body is empty");
        }

        var (world, number) = (http.Opened().World, http.Opened().Number);
        var file = world.Media.Add(number.PhoneNumberId, type, contents.ToArray(), $"{Guid.NewGuid()}");
        return OnPremisesAnswer.Ok(
            new JsonObject { ["media"] = new JsonArray(new JsonObject { ["id"] = file.Id }) }, StatusCodes.Status201Created);
    }

    private static MediaFile? Find(string mediaId, HttpContext http) =>
        http.Opened().World.Media.Find(mediaId) is { } file && file.PhoneNumberId == http.Opened().Number.PhoneNumberId ? file : null;
}
