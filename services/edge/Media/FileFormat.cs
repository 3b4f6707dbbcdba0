using System.Text;

namespace Tujenge.Edge.Media;

/// <summary>Formats that files can be told by, from their first bytes; each is named by its MIME type.</summary>
internal static class FileFormat
{
    /// <summary>The compound file of Office before 2007, and of newer Office where a password is set.</summary>
    public const string CompoundFile = "application/x-ole-storage";

    /// <summary>Office since 2007 is one.</summary>
    public const string Zip = "application/zip";

    /// <summary>The only one of them that is text.</summary>
    public const string RichText = "application/rtf";

    /// <summary>What a file can be; none when it is nothing that is known here.</summary>
    public static string[] Recognise(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xD8, 0xFF, ..] => ["image/jpeg"],
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => ["image/png"],
        _ when head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8) => ["image/gif"],
        [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] => ["image/bmp"], // The zeros tell it from words such as BMW.
        _ when head.StartsWith("RIFF"u8) && head.Length >= 12 => OfChunks(head[8..12]),
        _ when head.StartsWith("OggS"u8) => ["audio/ogg"],
        _ when head.StartsWith("#!AMR"u8) => ["audio/amr"],
        _ when head.StartsWith("%PDF-"u8) => ["application/pdf"],
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => [CompoundFile],
        [(byte)'P', (byte)'K', 3, 4, ..] => [Zip],
        _ when head.StartsWith(@"{\rtf"u8) => [RichText],
        [(byte)'I', (byte)'D', (byte)'3', < 0x10, ..] => ["audio/mpeg", "audio/aac"], // With its version, which no word has.
        _ when head.Length >= 12 && head[4..].StartsWith("ftyp"u8) => OfContainer(Encoding.ASCII.GetString(head[8..12])),
        [0xFF, var second, ..] when (second & 0xF6) == 0xF0 => ["audio/aac"], // ADTS: layer 0
        [0xFF, var second, ..] when (second & 0xE0) == 0xE0 => ["audio/mpeg"],
        _ => [],
    };

    private static string[] OfChunks(ReadOnlySpan<byte> kind) => kind switch
    {
        _ when kind.SequenceEqual("WEBP"u8) => ["image/webp"],
        _ when kind.SequenceEqual("WAVE"u8) => ["audio/wav"],
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
