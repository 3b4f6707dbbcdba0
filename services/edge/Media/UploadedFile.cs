using System.Globalization;
using System.Net.Http.Headers;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Media;

/// <summary>
/// A file that is the body of a request: what it says it is, and its bytes as they come in. Its first ones have been looked at; what
/// follows is counted on its way, so its size does not matter to our memory.
/// </summary>
internal sealed class UploadedFile
{
    private static readonly PictureSize Sticker = new(512, 512);

    private readonly PictureSize? _size;
    private readonly AudioTrackSearch? _sound;

    private UploadedFile(MediaTypeHeaderValue type, MediaKind kind, ReadOnlyMemory<byte> head, Stream rest)
    {
        Type = type;
        TooLarge = Exceeds(type, kind, given: null);
        _size = MimeType == "image/webp" ? PictureSize.Of(head.Span) : null;
        _sound = kind.Name == "video" ? new AudioTrackSearch() : null;
        Content = new BoundedStream(head, rest, kind.MostBytes, _sound is null ? null : _sound.Look);
    }

    /// <summary>As declared.</summary>
    public MediaTypeHeaderValue Type { get; }

    /// <summary>The same in lower case and without parameters.</summary>
    public string MimeType => MimeTypeOf(Type);

    /// <summary>The bytes, from the first one.</summary>
    public BoundedStream Content { get; }

    /// <summary>What a client is told whose file turns out to be too large on its way.</summary>
    public V1Error TooLarge { get; }

    /// <summary>What WhatsApp may not like of it, once all of it has passed; null when there is nothing.</summary>
    public IReadOnlyList<string>? FindWarnings() => (_size, _sound) switch
    {
        (_, { IsFound: false }) => ["The video has no audio track: WhatsApp may refuse it"],
        ({ } size, _) when size != Sticker => [$"A sticker should have {Sticker} pixels, got {size}"],
        _ => null,
    };

    /// <summary>The file, or what is wrong with it (limits, section 2).</summary>
    public static async Task<(UploadedFile? File, V1Error? Refusal)> OpenAsync(HttpContext context)
    {
        context.Request.ContentType = context.Request.ContentType?.TrimEnd(' ', ';'); // Some libraries end it with one.
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            || type.MediaType?.Contains('*', StringComparison.Ordinal) != false)
        {
            return (null, new V1Error(V1Code.ParameterMissing, "Header Content-Type must say what the file is, such as image/jpeg"));
        }

        if (MediaKind.UsualNameOf(type.MediaType) is { } usual)
        {
            type.MediaType = usual;
            context.Request.ContentType = type.ToString(); // Where it is a v1 server's, the request itself goes on.
        }

        var mimeType = MimeTypeOf(type);
        if (mimeType.StartsWith("multipart/", StringComparison.Ordinal) || mimeType == "application/x-www-form-urlencoded")
        {
            return (null, new V1Error(
                V1Code.InvalidRequest, "The body must be the file itself and Content-Type its MIME type, such as image/jpeg: no form"));
        }

        var kind = MediaKind.Of(mimeType);
        BodyLimit.Set(context, kind.MostBytes);
        var given = context.Request.ContentLength;
        if (given > kind.MostBytes)
        {
            return (null, Exceeds(type, kind, given));
        }

        var head = await ReadHeadAsync(context.Request.Body, context.RequestAborted);
        if (head.IsEmpty)
        {
            return (null, new V1Error(V1Code.ParameterMissing, "The body is empty; it must be the file itself"));
        }

        if (MediaSniffing.FindProblem(mimeType, head.Span) is { } problem)
        {
            return (null, new V1Error(V1Code.ValueInvalid, $"Header Content-Type {problem}"));
        }

        if (mimeType == "image/webp" && !MediaSniffing.IsAnimated(head.Span))
        {
            kind = MediaKind.StaticSticker;
            BodyLimit.Set(context, kind.MostBytes);
        }

        return given > kind.MostBytes
            ? (null, Exceeds(type, kind, given))
            : (new UploadedFile(type, kind, head, context.Request.Body), null);
    }

    private static string MimeTypeOf(MediaTypeHeaderValue type) => type.MediaType!.ToLowerInvariant();

    private static V1Error Exceeds(MediaTypeHeaderValue type, MediaKind kind, long? given) => new(
        V1Code.ValueInvalid,
        $"The file must have at most {kind.MostBytes} bytes: so large may {kind.Name} be ({MimeTypeOf(type)}), got {given?.ToString(CultureInfo.InvariantCulture) ?? "more"}");

    private static async Task<ReadOnlyMemory<byte>> ReadHeadAsync(Stream body, CancellationToken cancellationToken)
    {
        var head = new byte[MediaSniffing.Length];
        var count = await RequestBody.OrRefusalAsync(body.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken));
        return head.AsMemory(0, count);
    }
}
