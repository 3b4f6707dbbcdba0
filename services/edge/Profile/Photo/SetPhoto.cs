using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Tujenge.Contracts.Cloud;
using Tujenge.Edge.Media.Uploading;
using Tujenge.Edge.Upstreams;
using Tujenge.Edge.V1;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Upstreams;

namespace Tujenge.Edge.Profile.Photo;

/// <summary>Takes the photo's bytes and uploads them where Graph wants them: with the app, not with the number.</summary>
internal static class SetPhoto
{
    /// <summary>5 MB (limits, section 1).</summary>
    private const int MostBytes = 5 * 1024 * 1024;

    /// <summary>What is longer is heard to its end before the answer: who is still writing when the connection is closed sees only that.</summary>
    private const int MostHeard = 32 * 1024 * 1024;

    public static async Task<IResult> HandleAsync(HttpContext context, GraphProfile profile, Graph graph)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MostHeard;
        }

        var type = MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var declared) ? declared.MediaType?.ToLowerInvariant() : null;
        if (type is not ("image/jpeg" or "image/png"))
        {
            return new V1Error(V1Code.ValueInvalid, "Header Content-Type must be image/jpeg or image/png, and the body the photo itself");
        }

        if (context.Request.ContentLength > MostBytes)
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            return TooLarge;
        }

        using var photo = new MemoryStream();
        await context.Request.Body.CopyToAsync(photo, context.RequestAborted);
        var bytes = photo.GetBuffer().AsMemory(0, (int)photo.Length);
        if (bytes.IsEmpty)
        {
            return new V1Error(V1Code.ParameterMissing, "The body is empty; it must be the photo itself");
        }

        if (bytes.Length > MostBytes)
        {
            return TooLarge;
        }

        if (MediaSniffing.FindProblem(type, bytes.Span) is { } problem)
        {
            return new V1Error(V1Code.ValueInvalid, $"Header Content-Type {problem}");
        }

        var channel = context.Channel();
        if (channel.AppId is not { Length: > 0 } appId)
        {
            return new V1Error(
                V1Code.NotImplemented, "The channel names no Meta app, which the photo is uploaded with: ask your operator to set its app_id");
        }

        try
        {
            return await UploadAsync(graph, channel, appId, type, bytes, context.RequestAborted) switch
            {
                (null, { } refusal) => refusal,
                ({ } handle, _) => await profile.WriteAsync(context, channel, new CloudBusinessProfile { ProfilePictureHandle = handle }),
                _ => GraphRefusal.Unavailable,
            };
        }
        catch (Exception fault) when (GraphRefusal.IsAway(fault, context))
        {
            return GraphRefusal.Unavailable;
        }
    }

    private static V1Error TooLarge => new(V1Code.ValueInvalid, $"The photo must have at most {MostBytes} bytes");

    /// <summary>Graph's resumable upload, in one part: a session, then the bytes, which give a handle.</summary>
    private static async Task<(string? Handle, IResult? Refusal)> UploadAsync(
        Graph graph,
        Channel channel,
        string appId,
        string type,
        ReadOnlyMemory<byte> bytes,
        CancellationToken cancellationToken)
    {
        using var started = await graph.SendAsync(
            channel,
            HttpMethod.Post,
            $"{Uri.EscapeDataString(appId)}/uploads?file_length={bytes.Length}&file_type={Uri.EscapeDataString(type)}",
            null,
            cancellationToken);
        if (!started.IsSuccessStatusCode)
        {
            return (null, await GraphRefusal.ReadAsync(started, unknown: null, cancellationToken));
        }

        await using var startedBody = await started.Content.ReadAsStreamAsync(cancellationToken);
        if (await JsonSerializer.DeserializeAsync(startedBody, CloudJson.Wire.CloudUploadSession, cancellationToken) is not { Id.Length: > 0 } session)
        {
            return default;
        }

        using var content = new ReadOnlyMemoryContent(bytes);
        using var uploaded = await graph.UploadAsync(channel, session.Id, content, cancellationToken);
        if (!uploaded.IsSuccessStatusCode)
        {
            return (null, await GraphRefusal.ReadAsync(uploaded, unknown: null, cancellationToken));
        }

        await using var uploadedBody = await uploaded.Content.ReadAsStreamAsync(cancellationToken);
        return ((await JsonSerializer.DeserializeAsync(uploadedBody, CloudJson.Wire.CloudUploadHandle, cancellationToken))?.H, null);
    }
}
