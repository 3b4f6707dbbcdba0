using NUnit.Framework;
using Tujenge.Sender.Forecasting;

namespace Tujenge.Unit.Tests.Sender;

internal sealed class PaceTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [TestCase(0, 0, 0)]
    [TestCase(44, 0, 0)]
    [TestCase(45, 0, 6)]
    [TestCase(50, 0, 36)]
    [TestCase(0, 44, 0)]
    [TestCase(0, 45, 6)]
    [TestCase(40, 10, 36)]
    public void A_burst_of_45_is_paid_back_at_one_in_six_seconds(int sentJustNow, int ahead, int seconds) => Assert.That(
        Pace.PairAllowsAt(Enumerable.Repeat(Now, sentJustNow), ahead, Now),
        Is.EqualTo(Now.AddSeconds(seconds)));

    [Test]
    public void What_was_sent_in_time_is_paid_back()
    {
        var everySixSeconds = Enumerable.Range(1, 100).Select(number => Now.AddSeconds(-6 * number));
        Assert.That(Pace.PairAllowsAt(everySixSeconds, ahead: 0, Now), Is.EqualTo(Now));
    }

    [Test]
    public void A_burst_of_a_while_ago_is_partly_paid_back()
    {
        var burst = Enumerable.Repeat(Now.AddSeconds(-60), 60);
        Assert.That(Pace.PairAllowsAt(burst, ahead: 0, Now), Is.EqualTo(Now.AddSeconds((60 - 44) * 6 - 60)));
    }

    [TestCase(0, 0)]
    [TestCase(80, 1)]
    [TestCase(8000, 100)]
    public void A_channel_sends_80_in_a_second(int backlog, int seconds) =>
        Assert.That(Pace.ThroughputAllowsAt(backlog, Now), Is.EqualTo(Now.AddSeconds(seconds)));
}
