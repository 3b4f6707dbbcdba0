using NUnit.Framework;
using Tujenge.Edge.Media;

namespace Tujenge.Unit.Tests.Edge.Media;

[Parallelizable]
internal sealed class MediaSniffingTests
{
    [TestCase("image/jpeg", "FFD8FFE0")]
    [TestCase("image/png", "89504E470D0A1A0A")]
    [TestCase("image/webp", "524946460000000057454250")]
    [TestCase("video/mp4", "000000186674797069736F6D")]
    [TestCase("video/3gpp", "00000018667479703367703400")]
    [TestCase("audio/mp4", "00000018667479704D344120")]
    [TestCase("audio/mp4", "000000186674797069736F6D")]
    [TestCase("audio/ogg", "4F676753000000004F70757348656164")]
    [TestCase("audio/mpeg", "49443304")]
    [TestCase("audio/mpeg", "FFFB9064")]
    [TestCase("audio/aac", "FFF15080")]
    [TestCase("audio/aac", "49443304")]
    [TestCase("audio/amr", "2321414D520A")]
    [TestCase("application/pdf", "255044462D312E37")]
    [TestCase("text/plain", "FFD8FFE0")] // nobody can tell
    [TestCase("application/zip", "00")]
    public void What_it_is_called_may_be_so(string type, string head) =>
        Assert.That(MediaSniffing.FindProblem(type, Convert.FromHexString(head)), Is.Null);

    [TestCase("image/jpeg", "89504E47", "says image/jpeg, but the file begins like image/png")]
    [TestCase("image/jpeg", "00", "says image/jpeg, but the file does not begin like one")]
    [TestCase("image/png", "FFD8FF", "says image/png, but the file begins like image/jpeg")]
    [TestCase("image/webp", "5249464600000000574156", "says image/webp, but the file does not begin like one")]
    [TestCase("video/mp4", "00000018667479704D344120", "says video/mp4, but the file begins like audio/mp4")]
    [TestCase("audio/aac", "FFFB9064", "says audio/aac, but the file begins like audio/mpeg")]
    [TestCase("audio/mpeg", "FFF15080", "says audio/mpeg, but the file begins like audio/aac")]
    [TestCase("audio/amr", "4F676753", "says audio/amr, but the file begins like audio/ogg")]
    [TestCase(
        "audio/ogg",
        "4F67675301766F72626973",
        "says audio/ogg, but the file has no Opus in it: WhatsApp plays OGG with the Opus codec only")]
    [TestCase("application/pdf", "504B0304", "says application/pdf, but the file does not begin like one")]
    public void What_it_cannot_be_is_told(string type, string head, string problem) =>
        Assert.That(MediaSniffing.FindProblem(type, Convert.FromHexString(head)), Is.EqualTo(problem));
}
