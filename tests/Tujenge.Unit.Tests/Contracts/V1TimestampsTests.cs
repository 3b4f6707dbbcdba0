using NUnit.Framework;
using Tujenge.Contracts.V1;

namespace Tujenge.Unit.Tests.Contracts;

internal sealed class V1TimestampsTests
{
    [TestCase("0", "1970-01-01T00:00:00Z")]
    [TestCase("1718000000", "2024-06-10T06:13:20Z")]
    [TestCase("253402300799", "9999-12-31T23:59:59Z")]
    public void Unix_seconds_are_a_moment_and_back(string text, string moment)
    {
        var expected = DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(V1Timestamps.Parse(text), Is.EqualTo(expected));
            Assert.That(V1Timestamps.Format(expected), Is.EqualTo(text));
        }
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("-1")]
    [TestCase(" 1")]
    [TestCase("1.5")]
    [TestCase("1e9")]
    [TestCase("١")]
    [TestCase("253402300800")]
    [TestCase("99999999999999999999")]
    [TestCase("2024-06-10")]
    public void Anything_else_is_none(string? text) => Assert.That(V1Timestamps.Parse(text), Is.Null);
}
