using System.Buffers.Binary;

namespace Tujenge.Edge.Media;

/// <summary>Width and height of a picture in pixels, as its file says.</summary>
internal readonly record struct PictureSize(int Width, int Height)
{
    private const int PngHeader = 24;
    private const int WebpHeader = 30;

    /// <summary>Those of a PNG, JPEG or WebP file; null where they cannot be read.</summary>
    /// <param name="file">A JPEG as a whole, since anything may stand before its frame; of the others 30 bytes are enough.</param>
    public static PictureSize? Of(ReadOnlySpan<byte> file)
    {
        var size = file switch
        {
            [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => OfPng(file),
            [0xFF, 0xD8, ..] => OfJpeg(file[2..]),
            _ when file.Length >= WebpHeader && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8) => OfWebp(file),
            _ => default,
        };
        return size is { Width: > 0, Height: > 0 } ? size : null;
    }

    public override string ToString() => $"{Width} x {Height}";

    /// <summary>The first chunk is always the header (W3C PNG, section 11.2.1).</summary>
    private static PictureSize OfPng(ReadOnlySpan<byte> file) => file.Length >= PngHeader && file[12..].StartsWith("IHDR"u8)
        ? new(BinaryPrimitives.ReadInt32BigEndian(file[16..]), BinaryPrimitives.ReadInt32BigEndian(file[20..]))
        : default;

    /// <summary>Segments up to the frame's (ITU-T T.81, annex B).</summary>
    private static PictureSize OfJpeg(ReadOnlySpan<byte> segments)
    {
        const int frame = 9; // marker, length, precision, height, width
        while (segments.Length >= frame && segments[0] == 0xFF)
        {
            var marker = segments[1];
            if (marker == 0xFF)
            {
                segments = segments[1..]; // A filling byte.
                continue;
            }

            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return new(BinaryPrimitives.ReadUInt16BigEndian(segments[7..]), BinaryPrimitives.ReadUInt16BigEndian(segments[5..]));
            }

            var length = BinaryPrimitives.ReadUInt16BigEndian(segments[2..]);
            if (marker is < 0xC0 or (>= 0xD0 and <= 0xDA) || length < 2 || 2 + length > segments.Length)
            {
                break; // Data begin, or it is no JPEG after all.
            }

            segments = segments[(2 + length)..];
        }

        return default;
    }

    /// <summary>Of each of the three formats (developers.google.com/speed/webp/docs/riff_container; RFC 6386, section 9.1).</summary>
    private static PictureSize OfWebp(ReadOnlySpan<byte> file)
    {
        var data = file[20..];
        switch (file[12..16])
        {
            case var format when format.SequenceEqual("VP8X"u8):
                return new(Int24(data[4..]) + 1, Int24(data[7..]) + 1);
            case var format when format.SequenceEqual("VP8L"u8) && data[0] == 0x2F:
                var bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
                return new((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
            case var format when format.SequenceEqual("VP8 "u8) && data[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]):
                return new(
                    BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF);
            default:
                return default;
        }
    }

    private static int Int24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}
