using NUnit.Framework;
using Tujenge.Sender.Sending;

namespace Tujenge.Unit.Tests.Sender;

internal sealed class BackoffTests
{
    [TestCase(1, 1)]
    [TestCase(2, 2)]
    [TestCase(5, 16)]
    [TestCase(9, 256)]
    [TestCase(10, 300)]
    [TestCase(int.MaxValue, 300)]
    public void The_wait_doubles_up_to_five_minutes(int attempts, int seconds) =>
        Assert.That(Backoff.After(attempts, TimeSpan.FromSeconds(1), pause: null, jitter: 0), Is.EqualTo(TimeSpan.FromSeconds(seconds)));

    [Test]
    public void A_longer_first_wait_doubles_too()
    {
        Assert.That(Backoff.After(1, TimeSpan.FromSeconds(6), pause: null, jitter: 0), Is.EqualTo(TimeSpan.FromSeconds(6)));
        Assert.That(Backoff.After(2, TimeSpan.FromSeconds(6), pause: null, jitter: 0), Is.EqualTo(TimeSpan.FromSeconds(12)));
    }

    [Test]
    public void Jitter_only_adds_so_that_no_limit_is_met_again_too_early() =>
        Assert.That(Backoff.After(1, TimeSpan.FromSeconds(1), pause: null, jitter: 1), Is.EqualTo(TimeSpan.FromSeconds(1.25)));

    [TestCase(1, 30, 30, Description = "what is asked for is more")]
    [TestCase(7, 30, 64)]
    [TestCase(1, 1800, 1800, Description = "longer than any wait of our own")]
    public void What_WhatsApp_asks_for_is_the_least(int attempts, int pause, int seconds) => Assert.That(
        Backoff.After(attempts, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(pause), jitter: 0), Is.EqualTo(TimeSpan.FromSeconds(seconds)));
}
