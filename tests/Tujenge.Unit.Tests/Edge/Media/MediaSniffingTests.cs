using NUnit.Framework;
using Tujenge.Edge.Media;

namespace Tujenge.Unit.Tests.Edge.Media;

[Parallelizable]
internal sealed class MediaSniffingTests
{
    private const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

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
    [TestCase("application/zip", "00")]
    [TestCase("application/octet-stream", "89504E470D0A1A0A")] // a document may be anything
    [TestCase("image/heic", "FFD8FFE0")]
    [TestCase("image/gif", "474946383961")]
    [TestCase("image/gif", "474946383761")]
    [TestCase("image/bmp", "424D3600000000000000")]
    [TestCase("audio/wav", "524946460000000057415645")]
    [TestCase("audio/x-wav", "524946460000000057415645")]
    [TestCase("application/msword", "D0CF11E0A1B11AE1")]
    [TestCase("application/msword", "504B030414")] // a new file under an old name
    [TestCase("application/msword", "7B5C72746631")] // {\rtf1
    [TestCase("application/vnd.ms-excel", "D0CF11E0A1B11AE1")]
    [TestCase("application/vnd.ms-excel", "612C620A")] // a table of text
    [TestCase("application/vnd.ms-powerpoint", "D0CF11E0A1B11AE1")]
    [TestCase(Docx, "504B030414")]
    [TestCase(Docx, "D0CF11E0A1B11AE1")] // with a password
    [TestCase("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "504B030414")]
    [TestCase("application/vnd.openxmlformats-officedocument.presentationml.presentation", "504B030414")]
    [TestCase("text/plain", "68656C6C6F")]
    [TestCase("text/plain", "FFFE680065006C00")] // UTF-16
    [TestCase("text/plain", "FEFF00680065006C")]
    [TestCase("text/plain", "424D57206973206120636172")] // BMW is a car
    [TestCase("text/plain", "49443320746167")] // ID3 tag
    [TestCase("text/csv", "EFBBBF6E616D653B")] // UTF-8 with a mark
    [TestCase("text/csv", "6EE4")] // Latin-1
    [TestCase("text/rtf", "7B5C72746631")]
    [TestCase("application/json", "EFBBBF7B7D")]
    [TestCase("application/geo+json", "7B7D")]
    [TestCase("image/svg+xml", "3C737667")]
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
    [TestCase("application/pdf", "504B0304", "says application/pdf, but the file begins like application/zip")]
    [TestCase("application/pdf", "68656C6C6F", "says application/pdf, but the file does not begin like one")]
    [TestCase("text/plain", "89504E470D0A1A0A", "says text/plain, but the file begins like image/png")]
    [TestCase("text/plain", "FFD8FFE0", "says text/plain, but the file begins like image/jpeg")]
    [TestCase("text/plain", "49443304", "says text/plain, but the file begins like audio/mpeg or audio/aac")]
    [TestCase("text/plain", "FFFB9064", "says text/plain, but the file begins like audio/mpeg")]
    [TestCase("text/plain", "255044462D312E37", "says text/plain, but the file begins like application/pdf")]
    [TestCase("text/plain", "4D5A90000300", "says text/plain, but the file has zero bytes, as no text has")]
    [TestCase("text/csv", "D0CF11E0A1B11AE1", "says text/csv, but the file begins like application/x-ole-storage")]
    [TestCase("application/json", "504B0304", "says application/json, but the file begins like application/zip")]
    [TestCase("image/svg+xml", "89504E470D0A1A0A", "says image/svg+xml, but the file begins like image/png")]
    [TestCase("application/msword", "89504E470D0A1A0A", "says application/msword, but the file begins like image/png")]
    [TestCase("application/msword", "68656C6C6F", "says application/msword, but the file does not begin like one")]
    [TestCase("application/vnd.ms-excel", "610062", "says application/vnd.ms-excel, but the file does not begin like one")]
    [TestCase("application/vnd.ms-excel", "FFD8FFE0", "says application/vnd.ms-excel, but the file begins like image/jpeg")]
    [TestCase("application/vnd.ms-powerpoint", "4D5A90000300", "says application/vnd.ms-powerpoint, but the file does not begin like one")]
    [TestCase(Docx, "255044462D312E37", "says " + Docx + ", but the file begins like application/pdf")]
    [TestCase("image/gif", "89504E470D0A1A0A", "says image/gif, but the file begins like image/png")]
    [TestCase("image/bmp", "89504E470D0A1A0A", "says image/bmp, but the file begins like image/png")]
    [TestCase("audio/wav", "255044462D312E37", "says audio/wav, but the file begins like application/pdf")]
    [TestCase("audio/wav", "524946460000000041564920", "says audio/wav, but the file does not begin like one")] // AVI
    public void What_it_cannot_be_is_told(string type, string head, string problem) =>
        Assert.That(MediaSniffing.FindProblem(type, Convert.FromHexString(head)), Is.EqualTo(problem));
}
