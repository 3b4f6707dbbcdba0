using System.Text;

namespace Tujenge.Simulator.Phones.Messages;

/// <summary>A small file that begins as its type does; pictures are whole, of one pixel.</summary>
/// <param name="MimeType">What it is.</param>
/// <param name="Beginning">Its first bytes.</param>
internal sealed record SampleFile(string MimeType, byte[] Beginning)
{
    private static readonly Dictionary<string, SampleFile> Samples = new()
    {
        ["image"] = new("image/jpeg", Convert.FromBase64String(
            "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP////////////////////////////////////////////////////////////////////////////"
            + "//////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=")),
        ["audio"] = new("audio/mpeg", [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 0]),
        ["voice"] = new("audio/ogg; codecs=opus", [.. "OggS"u8, 0, 2, .. new byte[22], .. "OpusHead"u8]),
        ["video"] = new("video/mp4", [0, 0, 0, 0x18, .. "ftypmp42"u8, 0, 0, 0, 0, .. "mp42isom"u8]),
        ["document"] = new("application/pdf", [.. "%PDF-1.4\n"u8]),
        ["sticker"] = new("image/webp", Convert.FromBase64String("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")),
    };

    public static SampleFile Of(string type) => Samples[type];

    /// <summary>A file like no other: what follows the picture, nobody looks at.</summary>
    public byte[] Contents(string messageId) => [.. Beginning, .. Encoding.ASCII.GetBytes(messageId)];
}
