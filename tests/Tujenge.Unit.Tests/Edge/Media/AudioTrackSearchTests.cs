using NUnit.Framework;
using Tujenge.Edge.Media;

namespace Tujenge.Unit.Tests.Edge.Media;

[Parallelizable]
internal sealed class AudioTrackSearchTests
{
    private static readonly byte[] Sound =
        [.. new byte[20], .. "hdlr"u8, 0, 0, 0, 0, .. "mhlr"u8, .. "vide"u8, .. "hdlr"u8, .. new byte[8], .. "soun"u8, .. new byte[20]];

    [Test]
    public void It_is_found_wherever_the_file_is_cut()
    {
        for (var cut = 0; cut <= Sound.Length; cut++)
        {
            var search = new AudioTrackSearch();
            search.Look(Sound.AsSpan(0, cut));
            search.Look(Sound.AsSpan(cut));
            Assert.That(search.IsFound, $"cut at {cut}");
        }
    }

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(15)]
    [TestCase(16)]
    public void It_is_found_in_pieces(int length)
    {
        var search = new AudioTrackSearch();
        foreach (var piece in Sound.Chunk(length))
        {
            search.Look(piece);
        }

        Assert.That(search.IsFound);
    }

    [TestCase("hdlr")]
    [TestCase("hdlr\0\0\0\0\0\0\0\0vide")]
    [TestCase("hdlr\0\0\0\0\0\0\0soun")]
    [TestCase("soun\0\0\0\0\0\0\0\0hdlr")]
    public void Nothing_else_is(string text)
    {
        var search = new AudioTrackSearch();
        search.Look(System.Text.Encoding.ASCII.GetBytes(text));
        search.Look(new byte[20]);
        Assert.That(search.IsFound, Is.False);
    }
}
