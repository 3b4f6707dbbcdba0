using System.Text;

namespace Tujenge.Edge.Media;

/// <summary>What a file's first bytes say it is: WhatsApp refuses a file that is not what it is called, hours later.</summary>
internal static class MediaSniffing
{
    /// <summary>So many bytes are looked at.</summary>
    public const int Length = 512;

    /// <summary>MIME types whose files begin in a known way.</summary>
    private static readonly HashSet<string> Recognisable =
    [
        "image/jpeg", "image/png", "image/webp", "video/mp4", "video/3gpp", "audio/mp4", "audio/ogg", "audio/mpeg", "audio/aac", "audio/amr",
        "application/pdf",
    ];

    /// <summary>Why the bytes cannot be a file of the type; null when they can, or when that cannot be told.</summary>
    /// <param name="mimeType">As declared, without parameters.</param>
    /// <param name="head">The file's first bytes.</param>
    public static string? FindProblem(string mimeType, ReadOnlySpan<byte> head)
    {
        if (!Recognisable.Contains(mimeType))
        {
            return null;
        }

        var found = Recognise(head);
        if (!found.Contains(mimeType))
        {
            return found is []
                ? $"says {mimeType}, but the file does not begin like one"
                : $"says {mimeType}, but the file begins like {string.Join(" or ", found)}";
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

    private static string[] Recognise(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xD8, 0xFF, ..] => ["image/jpeg"],
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => ["image/png"],
        _ when head.StartsWith("RIFF"u8) && head.Length >= 12 && head[8..].StartsWith("WEBP"u8) => ["image/webp"],
        _ when head.StartsWith("OggS"u8) => ["audio/ogg"],
        _ when head.StartsWith("#!AMR"u8) => ["audio/amr"],
        _ when head.StartsWith("%PDF-"u8) => ["application/pdf"],
        _ when head.StartsWith("ID3"u8) => ["audio/mpeg", "audio/aac"],
        _ when head.Length >= 12 && head[4..].StartsWith("ftyp"u8) => OfContainer(Encoding.ASCII.GetString(head[8..12])),
        [0xFF, var second, ..] when (second & 0xF6) == 0xF0 => ["audio/aac"], // ADTS: layer 0
        [0xFF, var second, ..] when (second & 0xE0) == 0xE0 => ["audio/mpeg"],
        _ => [],
    };

    /// <summary>One container for all; only a 3GP brand and a sound-only one say which.</summary>
    private static string[] OfContainer(string brand) => brand switch
    {
        "M4A " or "M4B " => ["audio/mp4"],
        _ when brand.StartsWith("3g", StringComparison.Ordinal) => ["video/3gpp", "video/mp4", "audio/mp4"],
        _ => ["video/mp4", "audio/mp4", "video/3gpp"],
    };
}
