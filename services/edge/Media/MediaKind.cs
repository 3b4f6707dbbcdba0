namespace Tujenge.Edge.Media;

/// <summary>What WhatsApp makes of a MIME type, and how large it may be (limits, section 2).</summary>
/// <param name="Name">The type of message that it fits.</param>
/// <param name="MostBytes">The largest file.</param>
internal sealed record MediaKind(string Name, long MostBytes)
{
    private const long Megabyte = 1024 * 1024;

    private static readonly MediaKind Audio = new("audio", 16 * Megabyte);
    private static readonly MediaKind Image = new("image", 5 * Megabyte);
    private static readonly MediaKind Video = new("video", 16 * Megabyte);
    private static readonly MediaKind Sticker = new("sticker", 500 * 1024); // animated; WhatsApp itself refuses static ones over 100 KB
    private static readonly MediaKind Document = new("document", 100 * Megabyte);

    /// <summary>The largest of all.</summary>
    public static long Largest => Document.MostBytes;

    /// <summary>The kind of a MIME type without parameters, in lower case. The On-Premises client took any other as a document.</summary>
    public static MediaKind Of(string mimeType) => mimeType switch
    {
        "audio/aac" or "audio/mp4" or "audio/mpeg" or "audio/amr" or "audio/ogg" => Audio,
        "image/jpeg" or "image/png" => Image,
        "video/mp4" or "video/3gpp" => Video,
        "image/webp" => Sticker,
        _ => Document,
    };
}
