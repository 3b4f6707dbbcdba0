using Microsoft.AspNetCore.Http.HttpResults;
using Tujenge.Contracts.Cloud;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Upstreams;
using Tujenge.Edge.V1;
using Tujenge.Infra.Upstreams;

namespace Tujenge.Edge.Profile.Photo;

/// <summary>The photo itself, or with <c>?format=link</c> where it is.</summary>
internal static class ReadPhoto
{
    /// <summary>More than WhatsApp takes.</summary>
    private const long MostBytes = 16 * 1024 * 1024;

    public static Task<IResult> HandleAsync(HttpContext context, string? format, GraphProfile profile, Graph graph) =>
        profile.ReadAsync(context, context.Channel(), async found => found.ProfilePictureUrl switch
        {
            null => GraphRefusal.NotFound("There is no profile photo"),
            var address when format == "link" => Link(address),
            _ => await StreamAsync(context, found, graph),
        });

    private static JsonHttpResult<V1SettingsAnswer> Link(Uri address) => TypedResults.Json(
        new V1SettingsAnswer(
            new V1Settings(Profile: new V1ProfileSettings(Photo: new V1ProfilePhoto(address.OriginalString))), V1Meta.Current),
        V1Json.Wire.V1SettingsAnswer);

    /// <summary>Whatever is at the address is a public picture: it is asked for without the token, and must be a picture.</summary>
    private static async Task<IResult> StreamAsync(HttpContext context, CloudBusinessProfile profile, Graph graph)
    {
        using var photo = await graph.GetPublicAsync(profile.ProfilePictureUrl!, context.Channel(), context.RequestAborted);
        if (photo is not { IsSuccessStatusCode: true, Content.Headers: { ContentType.MediaType: { } type } headers }
            || !type.StartsWith("image/", StringComparison.OrdinalIgnoreCase)
            || headers.ContentLength > MostBytes)
        {
            return GatewayError.Unavailable;
        }

        await photo.Content.LoadIntoBufferAsync(MostBytes, context.RequestAborted);
        return TypedResults.Bytes(await photo.Content.ReadAsByteArrayAsync(context.RequestAborted), type);
    }
}
