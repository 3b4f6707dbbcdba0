namespace Tujenge.Edge.Media;

/// <summary>What WhatsApp makes of a MIME type, and how large it may be (limits, section 2).</summary>
/// <param name="Name">The type of message that it fits.</param>
/// <param name="MostBytes">The largest file.</param>
/// <param name="MimeTypes">Those of the kind, without parameters; a document may be of any.</param>
internal sealed record MediaKind(string Name, long MostBytes, params string[] MimeTypes)
{
    private const long Megabyte = 1024 * 1024;

    private static readonly MediaKind Document = new("document", 100 * Megabyte);

    /// <summary>Headers of templates show no other documents.</summary>
    private static readonly MediaKind TemplateDocument = new(Document.Name, Document.MostBytes, "application/pdf");

    private static readonly MediaKind[] Narrow =
    [
        new("audio", 16 * Megabyte, "audio/aac", "audio/mp4", "audio/mpeg", "audio/amr", "audio/ogg"),
        new("image", 5 * Megabyte, "image/jpeg", "image/png"),
        new("video", 16 * Megabyte, "video/mp4", "video/3gpp"),
        new("sticker", 500 * 1024, "image/webp"), // animated
    ];

    /// <summary>What browsers, phones and libraries call some of them; WhatsApp knows them by one name alone.</summary>
    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["image/jpg"] = "image/jpeg",
        ["image/pjpeg"] = "image/jpeg",
        ["image/x-png"] = "image/png",
        ["audio/mp3"] = "audio/mpeg",
        ["audio/m4a"] = "audio/mp4",
        ["audio/x-m4a"] = "audio/mp4",
        ["audio/x-aac"] = "audio/aac",
        ["audio/opus"] = "audio/ogg",
        ["video/3gp"] = "video/3gpp",
    };

    /// <summary>A sticker that does not move, which is told by its first bytes only.</summary>
    public static MediaKind StaticSticker { get; } = new("static sticker", 100 * 1024, "image/webp");

    /// <summary>The largest of all.</summary>
    public static long Largest => Document.MostBytes;

    /// <summary>The name of a MIME type, without parameters, that WhatsApp knows; null where it is that already.</summary>
    public static string? UsualNameOf(string mimeType) => OtherNames.GetValueOrDefault(mimeType);

    /// <summary>The kind of a MIME type without parameters, in lower case. The On-Premises client took any other as a document.</summary>
    public static MediaKind Of(string mimeType) =>
        Array.Find(Narrow, kind => kind.MimeTypes.Contains(mimeType)) ?? Document;

    /// <summary>What a message of a type has in it.</summary>
    public static MediaKind OfMessage(string type) => Array.Find(Narrow, kind => kind.Name == type) ?? Document;

    /// <summary>What a template has in its header.</summary>
    public static MediaKind OfParameter(string type) => type == TemplateDocument.Name ? TemplateDocument : OfMessage(type);

    /// <summary>Whether a file of this MIME type goes into a message of this kind; everything can be sent as a document.</summary>
    public bool Takes(string mimeType) => this == Document || MimeTypes.Contains(mimeType);
}
