using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Tujenge.Contracts.Cloud;
using Tujenge.Edge.Media;
using Tujenge.Edge.Reading;
using Tujenge.Edge.Upstreams;
using Tujenge.Edge.V1;
using Tujenge.Infra.Upstreams;

namespace Tujenge.Edge.Profile.Photo;

/// <summary>Takes the photo's bytes and uploads them where Graph wants them: with the app, not with the number.</summary>
internal static class SetPhoto
{
    /// <summary>5 MB (limits, section 1).</summary>
    private const long MostBytes = 5 * 1024 * 1024;

    private const int LeastPixels = 192;

    public static async Task<IResult> HandleAsync(HttpContext context, GraphProfile profile, Graph graph)
    {
        var (photo, refusal) = await ReadAsync(context);
        if (refusal is not null)
        {
            return refusal;
        }

        if (context.Channel().AppId is not { Length: > 0 } appId)
        {
            return new V1Error(
                V1Code.NotImplemented, "The channel names no Meta app, which the photo is uploaded with: ask your operator to set its app_id");
        }

        return await UploadAsync(context, graph, appId, photo) switch
        {
            (_, { } refused) => refused,
            ({ } handle, _) => await profile.WriteAsync(context, context.Channel(), new CloudBusinessProfile { ProfilePictureHandle = handle }),
            _ => GatewayError.Unavailable,
        };
    }

    /// <summary>The same demands where a v1 server gets the photo.</summary>
    public static async Task<IResult?> CheckAsync(HttpContext context)
    {
        var (photo, refusal) = await ReadAsync(context);
        RequestBody.PutBack(context.Request, photo);
        return refusal;
    }

    private static async Task<(ReadOnlyMemory<byte> Photo, V1Error? Refusal)> ReadAsync(HttpContext context)
    {
        var type = TypeOf(context.Request);
        if (type is not ("image/jpeg" or "image/png"))
        {
            return (default, new V1Error(
                V1Code.ValueInvalid,
                $"Header Content-Type must be image/jpeg or image/png, and the body the photo itself, got {Given.Quote(context.Request.ContentType ?? "")}"));
        }

        context.Request.ContentType = type; // Where it is a v1 server's, the request itself goes on.
        ReadOnlyMemory<byte> photo;
        try
        {
            photo = await RequestBody.ReadAsync(context, MostBytes);
        }
        catch (BadHttpRequestException fault) when (fault.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            var given = context.Request.ContentLength?.ToString(CultureInfo.InvariantCulture) ?? "more";
            return (default, new V1Error(V1Code.ValueInvalid, $"The photo must have at most {MostBytes} bytes, got {given}"));
        }

        return photo.IsEmpty
            ? (default, new V1Error(V1Code.ParameterMissing, "The body is empty; it must be the photo itself"))
            : (photo, FindProblem(type, photo.Span) is { } problem ? new V1Error(V1Code.ValueInvalid, problem) : null);
    }

    private static string? FindProblem(string type, ReadOnlySpan<byte> photo)
    {
        if (MediaSniffing.FindProblem(type, photo) is { } problem)
        {
            return $"Header Content-Type {problem}";
        }

        return PictureSize.Of(photo) switch
        {
            { Width: >= LeastPixels } size when size.Width == size.Height => null,
            var size => $"The photo must be square and have at least {new PictureSize(LeastPixels, LeastPixels)} pixels, "
                + $"got {size?.ToString() ?? "a file whose width and height cannot be read"}",
        };
    }

    private static string? TypeOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType is { } given
            ? MediaKind.UsualNameOf(given) ?? given.ToLowerInvariant()
            : null;

    /// <summary>Graph's resumable upload, in one part: a session, then the bytes, which give a handle.</summary>
    private static async Task<(string? Handle, IResult? Refusal)> UploadAsync(
        HttpContext context,
        Graph graph,
        string appId,
        ReadOnlyMemory<byte> photo)
    {
        var (channel, aborted) = (context.Channel(), context.RequestAborted);
        using var started = await graph.SendAsync(
            channel,
            HttpMethod.Post,
            $"{Uri.EscapeDataString(appId)}/uploads?file_length={photo.Length}&file_type={Uri.EscapeDataString(TypeOf(context.Request)!)}",
            null,
            aborted);
        if (await GraphRefusal.FindAsync(context, started, unknown: null, aborted) is { } noSession)
        {
            return (null, noSession);
        }

        await using var startedBody = await started.Content.ReadAsStreamAsync(aborted);
        if (await JsonSerializer.DeserializeAsync(startedBody, CloudJson.Wire.CloudUploadSession, aborted) is not { Id.Length: > 0 } session)
        {
            return default;
        }

        using var content = new ReadOnlyMemoryContent(photo);
        using var uploaded = await graph.UploadAsync(channel, session.Id, content, aborted);
        if (await GraphRefusal.FindAsync(context, uploaded, unknown: null, aborted) is { } noUpload)
        {
            return (null, noUpload);
        }

        await using var uploadedBody = await uploaded.Content.ReadAsStreamAsync(aborted);
        return ((await JsonSerializer.DeserializeAsync(uploadedBody, CloudJson.Wire.CloudUploadHandle, aborted))?.H, null);
    }
}
