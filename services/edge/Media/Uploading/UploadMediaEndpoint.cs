using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Tujenge.Contracts.Cloud;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Media.Remembering;
using Tujenge.Edge.Upstreams;
using Tujenge.Edge.V1;
using Tujenge.Edge.V1.OpenApi;
using Tujenge.Edge.V1.OpenApi.Examples;
using Tujenge.Infra.Upstreams;

namespace Tujenge.Edge.Media.Uploading;

/// <summary>
/// <c>POST /v1/media</c>: the file itself as body, its MIME type in <c>Content-Type</c> (whatsapp-v1-api, section 8). It is passed on
/// as it comes in, so its size does not matter to our memory.
/// </summary>
internal static class UploadMediaEndpoint
{
    public static void MapUploadMedia(this IEndpointRouteBuilder v1) => v1
        .MapPost("/media", HandleAsync)
        .Describe("uploadMedia", "Takes a file, whose MIME type Content-Type says", "Media")
        .TakesFile("*/*")
        .Answers<V1MediaAnswer>(StatusCodes.Status200OK, Answered.Uploaded);

    private static async Task<IResult> HandleAsync(HttpContext context, Graph graph, UploadBook uploads)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MediaKind.Largest + 1;
        }

        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var declared) || declared.MediaType is null)
        {
            return new V1Error(V1Code.ParameterMissing, "Header Content-Type must say what the file is, such as image/jpeg");
        }

        var mimeType = declared.MediaType.ToLowerInvariant();
        if (mimeType.StartsWith("multipart/", StringComparison.Ordinal) || mimeType == "application/x-www-form-urlencoded")
        {
            return new V1Error(
                V1Code.InvalidRequest, "The body must be the file itself and Content-Type its MIME type, such as image/jpeg: no form");
        }

        var kind = MediaKind.Of(mimeType);
        if (context.Request.ContentLength > kind.MostBytes)
        {
            return TooLarge(mimeType, kind);
        }

        var head = await ReadHeadAsync(context.Request.Body, context.RequestAborted);
        if (head.IsEmpty)
        {
            return new V1Error(V1Code.ParameterMissing, "The body is empty; it must be the file itself");
        }

        if (MediaSniffing.FindProblem(mimeType, head.Span) is { } problem)
        {
            return new V1Error(V1Code.ValueInvalid, $"Header Content-Type {problem}");
        }

        if (mimeType == "image/webp" && !MediaSniffing.IsAnimated(head.Span))
        {
            kind = MediaKind.StaticSticker;
            if (context.Request.ContentLength > kind.MostBytes)
            {
                return TooLarge(mimeType, kind);
            }
        }

        if (mimeType == "audio/ogg")
        {
            declared = MediaTypeHeaderValue.Parse("audio/ogg; codecs=opus"); // WhatsApp refuses it without.
        }

        return await PassOnAsync(context, graph, uploads, declared, kind, head);
    }

    private static async Task<IResult> PassOnAsync(
        HttpContext context,
        Graph graph,
        UploadBook uploads,
        MediaTypeHeaderValue type,
        MediaKind kind,
        ReadOnlyMemory<byte> head)
    {
        await using var file = new MediaStream(head, context.Request.Body, kind.MostBytes);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("whatsapp"), "messaging_product" },
            { new StringContent(type.ToString()), "type" },
            { FileContent(file, type, context.Request.ContentLength), "file", "file" },
        };

        var channel = context.Channel();
        try
        {
            using var answer = await graph.SendAsync(
                channel, HttpMethod.Post, $"{channel.PhoneNumberId}/media", form, context.RequestAborted);
            if (!answer.IsSuccessStatusCode)
            {
                return await GraphRefusal.ReadAsync(answer, unknown: null, context.RequestAborted);
            }

            await using var body = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
            if (await JsonSerializer.DeserializeAsync(body, CloudJson.Wire.CloudMediaId, context.RequestAborted) is not { Id.Length: > 0 } media)
            {
                return GraphRefusal.Unavailable;
            }

            await uploads.NoteAsync(channel.Id, media.Id, type.MediaType!.ToLowerInvariant());
            return TypedResults.Json(new V1MediaAnswer([new V1Media(media.Id)], V1Meta.Current), V1Json.Wire.V1MediaAnswer);
        }
        catch (Exception) when (file.IsTooLarge)
        {
            return TooLarge(type.MediaType!, kind);
        }
        catch (HttpRequestException fault) when (fault.InnerException is BadHttpRequestException refusal)
        {
            throw refusal; // The client broke off, or sent more than it said.
        }
        catch (Exception fault) when (GraphRefusal.IsAway(fault, context))
        {
            return GraphRefusal.Unavailable;
        }
    }

    private static StreamContent FileContent(Stream file, MediaTypeHeaderValue type, long? length)
    {
        var content = new StreamContent(file);
        content.Headers.ContentType = type;
        content.Headers.ContentLength = length;
        return content;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadHeadAsync(Stream body, CancellationToken cancellationToken)
    {
        var head = new byte[MediaSniffing.Length];
        var count = await body.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        return head.AsMemory(0, count);
    }

    private static V1Error TooLarge(string mimeType, MediaKind kind) => new(
        V1Code.ValueInvalid, $"The file must have at most {kind.MostBytes} bytes: so large may {kind.Name} be ({mimeType})");
}
