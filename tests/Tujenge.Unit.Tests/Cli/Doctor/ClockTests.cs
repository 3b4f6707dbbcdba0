using NUnit.Framework;
using Tujenge.Cli.Doctor;

namespace Tujenge.Unit.Tests.Cli.Doctor;

/// <summary>Two clocks are apart only by what neither the way nor the grain explains.</summary>
[Parallelizable]
internal sealed class ClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    [TestCase(0, 0, 0, Verdict.Ok, "0.0 s from that of the database")]
    [TestCase(-3, 2, 0, Verdict.Ok, "3.0 s from that of the database")]
    [TestCase(-5, 0, 0, Verdict.Ok, "5.0 s")]
    [TestCase(-7, 0, 1, Verdict.Warning, "6.0 s ahead of the database")]
    [TestCase(-6, 0, 1, Verdict.Ok, "5.0 s")]
    [TestCase(10, 3, 0, Verdict.Warning, "7.0 s behind the database")]
    [TestCase(10, 30, 0, Verdict.Ok, "0.0 s")]
    public void Apart(int theirs, int took, int grain, Verdict verdict, string seen)
    {
        var finding = Clock.Compare(
            "the database", Noon.AddSeconds(theirs), Noon, Noon.AddSeconds(took), TimeSpan.FromSeconds(grain));
        Assert.That(finding.Verdict, Is.EqualTo(verdict));
        Assert.That(finding.Seen, Does.Contain(seen));
    }
}
