using NUnit.Framework;
using Tujenge.Edge.Media;

namespace Tujenge.Unit.Tests.Edge.Media;

[Parallelizable]
internal sealed class PictureSizeTests
{
    [TestCase("89504E470D0A1A0A0000000D4948445200000280000000C0", "640 x 192")]
    [TestCase("FFD8FFC0000B0800C002800101110000", "640 x 192")]
    [TestCase("FFD8FFE000040000FFFFC400040000FFC2000B0800C0028001011100", "640 x 192")] // fill byte, Huffman table, progressive
    [TestCase("524946460000000057454250565038580A00000010000000FF0100FF0000", "512 x 256")] // VP8X
    [TestCase("5249464600000000574542505650384C0A0000002FFFC13F000000000000", "512 x 256")] // VP8L
    [TestCase("524946460000000057454250565038200A000000000000" + "9D012A00420041", "512 x 256")] // VP8, with its scales
    public void It_is_what_the_file_says(string file, string size) =>
        Assert.That($"{PictureSize.Of(Convert.FromHexString(file))}", Is.EqualTo(size));

    [TestCase("")]
    [TestCase("89504E470D0A1A0A0000000D4948445200000280")] // ends early
    [TestCase("89504E470D0A1A0A0000000D4948445200000000000000C0")] // no width
    [TestCase("89504E470D0A1A0A0000000D4948445280000000000000C0")] // less than none
    [TestCase("89504E470D0A1A0A0000000D4944415400000280000000C0")] // another chunk
    [TestCase("FFD8FFC0000B0800C0")]
    [TestCase("FFD8FFE0FFFFFFC0000B0800C002800101110000")] // a segment that is longer than the file
    [TestCase("FFD8FFE00000FFC0000B0800C002800101110000")] // one that is shorter than its length
    [TestCase("FFD8FFDA0004FFFFFFC0000B0800C002800101110000")] // data begin
    [TestCase("FFD8FFC0000B080000000001011100")]
    [TestCase("5249464600000000574542505650385800000000")]
    [TestCase("524946460000000057454250565038200A000000000000000000000000000000")]
    [TestCase("474946383961C000C00000000000000000000000000000000000000000000000")] // GIF
    public void What_says_none_has_none(string file) => Assert.That(PictureSize.Of(Convert.FromHexString(file)), Is.Null);
}
