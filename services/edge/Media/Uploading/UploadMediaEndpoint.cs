using System.Net.Http.Headers;
using System.Text.Json;
using Tujenge.Contracts.Cloud;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Media.Remembering;
using Tujenge.Edge.Upstreams;
using Tujenge.Edge.Upstreams.Proxying;
using Tujenge.Edge.V1;
using Tujenge.Edge.V1.OpenApi;
using Tujenge.Edge.V1.OpenApi.Examples;
using Tujenge.Infra.Upstreams;

namespace Tujenge.Edge.Media.Uploading;

/// <summary>
/// <c>POST /v1/media</c>: the file itself as body, its MIME type in <c>Content-Type</c> (whatsapp-v1-api, section 8). It is passed on
/// as it comes in.
/// </summary>
internal static class UploadMediaEndpoint
{
    public static void MapUploadMedia(this IEndpointRouteBuilder v1) => v1
        .MapPost("/media", HandleAsync)
        .WithMetadata(new BodyCheck(CheckAsync), new AnswerReader(NoteAsync))
        .Describe("uploadMedia", "Takes a file, whose MIME type Content-Type says", "Media")
        .TakesFile(
            """
            The file itself, no form and no JSON:

            `curl http://127.0.0.1:8080/v1/media -H 'WA-API-KEY: tjk_sandbox' -H 'Content-Type: image/jpeg' --data-binary @photo.jpg`
            """,
            "*/*")
        .Answers<V1MediaAnswer>(StatusCodes.Status200OK, Answered.Uploaded)
        .Answers<V1MediaAnswer>(StatusCodes.Status201Created, Answered.Uploaded) // As v1 servers say it, some of them.
        .Warns();

    private static async Task<IResult> HandleAsync(HttpContext context, Graph graph, MediaBook book)
    {
        var (file, refusal) = await OpenAsync(context);
        if (file is null)
        {
            return refusal!;
        }

        try
        {
            return await PassOnAsync(context, graph, book, file);
        }
        catch (Exception) when (file.Content.IsExceeded)
        {
            return file.TooLarge;
        }
        catch (HttpRequestException fault) when (fault.InnerException is BadHttpRequestException broken)
        {
            throw broken; // The client broke off, or sent more than it said.
        }
    }

    /// <summary>The same demands where a v1 server gets the file.</summary>
    private static async Task<IResult?> CheckAsync(HttpContext context)
    {
        var (file, refusal) = await OpenAsync(context);
        context.Request.Body = file?.Content ?? context.Request.Body;
        context.Features.Set(file);
        return refusal;
    }

    /// <summary>What a v1 server took is its channel's too.</summary>
    private static Task NoteAsync(HttpContext context, JsonElement answer) =>
        context.Features.Get<UploadedFile>() is { } file
        && answer is { ValueKind: JsonValueKind.Object }
        && answer.TryGetProperty("media", out var media)
        && media is { ValueKind: JsonValueKind.Array }
        && media.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first
        && first.TryGetProperty("id", out var id)
        && id is { ValueKind: JsonValueKind.String }
        && MediaEndpoints.IsId(id.GetString()!)
            ? context.RequestServices.GetRequiredService<MediaBook>().NoteAsync(context.Channel().Id, id.GetString()!, file.MimeType)
            : Task.CompletedTask;

    private static async Task<(UploadedFile? File, V1Error? Refusal)> OpenAsync(HttpContext context)
    {
        var opened = await UploadedFile.OpenAsync(context);
        if (opened.File is { } file)
        {
            WarningHeader.AddLater(context.Response, file.FindWarnings);
        }

        return opened;
    }

    private static async Task<IResult> PassOnAsync(HttpContext context, Graph graph, MediaBook book, UploadedFile file)
    {
        // WhatsApp refuses OGG without the codec.
        var type = file.MimeType == "audio/ogg" ? MediaTypeHeaderValue.Parse("audio/ogg; codecs=opus") : file.Type;
        using var form = new MultipartFormDataContent
        {
            { new StringContent("whatsapp"), "messaging_product" },
            { new StringContent(type.ToString()), "type" },
            { FileContent(file.Content, type, context.Request.ContentLength), "file", "file" },
        };

        var channel = context.Channel();
        using var answer = await graph.SendAsync(
            channel, HttpMethod.Post, $"{channel.PhoneNumberId}/media", form, context.RequestAborted);
        if (await GraphRefusal.FindAsync(context, answer, unknown: null, context.RequestAborted) is { } refusal)
        {
            return refusal;
        }

        await using var body = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
        if (await JsonSerializer.DeserializeAsync(body, CloudJson.Wire.CloudMediaId, context.RequestAborted) is not { Id.Length: > 0 } media)
        {
            return GatewayError.Unavailable;
        }

        await book.NoteAsync(channel.Id, media.Id, file.MimeType);
        return TypedResults.Json(new V1MediaAnswer([new V1Media(media.Id)], V1Meta.Current), V1Json.Wire.V1MediaAnswer);
    }

    private static StreamContent FileContent(Stream file, MediaTypeHeaderValue type, long? length)
    {
        var content = new StreamContent(file);
        content.Headers.ContentType = type;
        content.Headers.ContentLength = length;
        return content;
    }
}
