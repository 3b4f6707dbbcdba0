using System.Buffers.Binary;

namespace Tujenge.Testing;

/// <summary>Pictures, of which nobody here looks at more than the beginning.</summary>
public static class Pictures
{
    /// <summary>A whole one, black, of 640 x 640 pixels.</summary>
    public static byte[] Png { get; } = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAoAAAAKAAQAAAAAktvSOAAAASElEQVR42u3BAQEAAACCIP+vbkhAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        + "AAAAAAAAAAAAAAAAAAAAAAB8GcqAAAFgPMuIAAAAAElFTkSuQmCC");

    /// <summary>A PNG that says it has this size.</summary>
    public static byte[] PngOf(int width, int height, int length = 3000)
    {
        var file = new byte[length];
        Png.AsSpan(0, 24).CopyTo(file);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), height);
        return file;
    }

    /// <summary>A JPEG that says it has this size, after a segment that says something else.</summary>
    public static byte[] JpegOf(int width, int height, int length = 3000)
    {
        var file = new byte[length];
        byte[] beginning =
        [
            0xFF, 0xD8,
            0xFF, 0xE0, 0, 16, .. "JFIF"u8, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0,
            0xFF, 0xFF, 0xC0, 0, 11, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0,
        ];
        beginning.CopyTo(file, 0);
        return file;
    }
}
