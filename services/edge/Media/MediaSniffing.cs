namespace Tujenge.Edge.Media;

/// <summary>What a file's first bytes say it is: WhatsApp refuses a file that is not what it is called, hours later.</summary>
internal static class MediaSniffing
{
    /// <summary>So many bytes are looked at.</summary>
    public const int Length = 512;

    /// <summary>Clients take the names of the Office family for each other's, and so does Office.</summary>
    private static readonly string[] Office = [FileFormat.CompoundFile, FileFormat.Zip, FileFormat.RichText];

    /// <summary>MIME types whose files begin in a known way, and the formats that they may have; types of text are not among them.</summary>
    private static readonly Dictionary<string, string[]> Formats = new()
    {
        ["image/jpeg"] = ["image/jpeg"],
        ["image/png"] = ["image/png"],
        ["image/gif"] = ["image/gif"],
        ["image/bmp"] = ["image/bmp"],
        ["image/webp"] = ["image/webp"],
        ["video/mp4"] = ["video/mp4"],
        ["video/3gpp"] = ["video/3gpp"],
        ["audio/mp4"] = ["audio/mp4"],
        ["audio/ogg"] = ["audio/ogg"],
        ["audio/mpeg"] = ["audio/mpeg"],
        ["audio/aac"] = ["audio/aac"],
        ["audio/amr"] = ["audio/amr"],
        ["audio/wav"] = ["audio/wav"],
        ["audio/x-wav"] = ["audio/wav"],
        ["application/pdf"] = ["application/pdf"],
        ["application/msword"] = Office,
        ["application/vnd.ms-excel"] = Office,
        ["application/vnd.ms-powerpoint"] = Office,
        ["application/vnd.openxmlformats-officedocument.wordprocessingml.document"] = Office,
        ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"] = Office,
        ["application/vnd.openxmlformats-officedocument.presentationml.presentation"] = Office,
    };

    /// <summary>Why the bytes cannot be a file of the type; null when they can, or when that cannot be told.</summary>
    /// <param name="mimeType">As declared, without parameters.</param>
    /// <param name="head">The file's first bytes.</param>
    public static string? FindProblem(string mimeType, ReadOnlySpan<byte> head)
    {
        if (IsText(mimeType))
        {
            return FindProblemOfText(mimeType, head);
        }

        if (!Formats.TryGetValue(mimeType, out var formats))
        {
            return null;
        }

        var found = FileFormat.Recognise(head);
        if (!found.Intersect(formats).Any())
        {
            // So browsers on Windows call tables of text, whose files end in .csv.
            if (mimeType == "application/vnd.ms-excel" && FindProblemOfText(mimeType, head) is null)
            {
                return null;
            }

            return found is []
                ? $"says {mimeType}, but the file does not begin like one"
                : IsAnother(mimeType, found);
        }

        return mimeType == "audio/ogg" && head.IndexOf("OpusHead"u8) < 0
            ? "says audio/ogg, but the file has no Opus in it: WhatsApp plays OGG with the Opus codec only"
            : null;
    }

    /// <summary>
    /// Whether a WebP file moves: only the extended format can, and says so in a flag (developers.google.com/speed/webp/docs/riff_container).
    /// </summary>
    public static bool IsAnimated(ReadOnlySpan<byte> head)
    {
        const int flags = 20; // after RIFF, size, WEBP, VP8X, size
        const byte animation = 0x02;
        return head.Length > flags && head[12..].StartsWith("VP8X"u8) && (head[flags] & animation) != 0;
    }

    private static bool IsText(string mimeType) =>
        mimeType.StartsWith("text/", StringComparison.Ordinal)
        || mimeType.EndsWith("+json", StringComparison.Ordinal)
        || mimeType.EndsWith("+xml", StringComparison.Ordinal)
        || mimeType is "application/json" or "application/xml" or "application/rtf";

    /// <summary>Text begins in any way but those of the other formats, and has no zero bytes, unless it says that it is UTF-16.</summary>
    private static string? FindProblemOfText(string mimeType, ReadOnlySpan<byte> head)
    {
        if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return null;
        }

        return FileFormat.Recognise(head) is not ([] or [FileFormat.RichText]) and var found ? IsAnother(mimeType, found)
            : head.Contains((byte)0) ? $"says {mimeType}, but the file has zero bytes, as no text has"
            : null;
    }

    private static string IsAnother(string mimeType, string[] found) =>
        $"says {mimeType}, but the file begins like {string.Join(" or ", found)}";
}
