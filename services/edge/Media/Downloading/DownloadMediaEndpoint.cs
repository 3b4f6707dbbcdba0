using System.Net;
using System.Net.Mime;
using Tujenge.Edge.Upstreams;
using Tujenge.Edge.V1;
using Tujenge.Edge.V1.OpenApi;
using Tujenge.Infra.Upstreams;

namespace Tujenge.Edge.Media.Downloading;

/// <summary>
/// <c>GET /v1/media/{id}</c>: the file itself. Graph gives an address first, which is good for five minutes and wants the token
/// (cloud-api-mapping, section 3).
/// </summary>
internal static class DownloadMediaEndpoint
{
    private const int Tries = 2;

    public static void MapDownloadMedia(this IEndpointRouteBuilder v1) => v1
        .MapGet("/media/{mediaId}", HandleAsync)
        .Describe("downloadMedia", "The file itself", "Media")
        .AnswersFile("*/*", name: "The file's name, where the media host says it.");

    private static async Task<IResult> HandleAsync(
        string mediaId,
        HttpContext context,
        Graph graph,
        GraphMedia known,
        MediaHosts hosts)
    {
        var channel = context.Channel();
        for (var attempt = 1; ; attempt++)
        {
            var (media, refusal) = await known.FindAsync(context, mediaId);
            if (refusal is not null)
            {
                return refusal;
            }

            var url = media!.Url!;
            if (!hosts.Allow(url, channel))
            {
                return GatewayError.Unavailable;
            }

            using var file = await graph.SendAsync(channel, HttpMethod.Get, url, null, context.RequestAborted);
            if (file.IsSuccessStatusCode)
            {
                return IsFile(file, media.MimeType!) ? await StreamAsync(context, file, media.MimeType!) : GatewayError.Unavailable;
            }

            // The address ran out meanwhile: another one is good for the next five minutes.
            if (attempt == Tries
                || file.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound))
            {
                return file.StatusCode == HttpStatusCode.NotFound
                    ? GraphRefusal.NotFound(MediaEndpoints.Unknown)
                    : GatewayError.Unavailable;
            }
        }
    }

    /// <summary>A proxy may answer with a page, or with an error in a 200: neither is a customer's picture. No file is empty.</summary>
    private static bool IsFile(HttpResponseMessage file, string mimeType) =>
        file.StatusCode != HttpStatusCode.NoContent
        && file.Content.Headers.ContentLength != 0
        && !(file.Content.Headers.ContentType?.MediaType is MediaTypeNames.Text.Html or MediaTypeNames.Application.Json
            && !mimeType.StartsWith(file.Content.Headers.ContentType.MediaType, StringComparison.OrdinalIgnoreCase));

    /// <summary>Once begun it is brought to its end or broken off: a half file must not look like a whole one.</summary>
    private static async Task<IResult> StreamAsync(HttpContext context, HttpResponseMessage file, string mimeType)
    {
        var response = context.Response;
        response.ContentType = IsHeader(mimeType) ? mimeType : MediaTypeNames.Application.Octet;
        response.ContentLength = file.Content.Headers.ContentLength;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentDisposition = NameOf(file);
        try
        {
            await file.Content.CopyToAsync(response.Body, context.RequestAborted);
        }
        catch (Exception) when (response.HasStarted)
        {
            context.Abort();
        }

        return Results.Empty;
    }

    /// <summary>What the media host says of the file's name, as it says it; a header takes no letters beyond ASCII.</summary>
    private static string? NameOf(HttpResponseMessage file) =>
        file.Content.Headers.NonValidated.TryGetValues("Content-Disposition", out var said)
        && said.ToString() is var name
        && IsHeader(name)
            ? name
            : null;

    private static bool IsHeader(string text) => text.Length > 0 && text.All(letter => letter is >= ' ' and <= '~');
}
