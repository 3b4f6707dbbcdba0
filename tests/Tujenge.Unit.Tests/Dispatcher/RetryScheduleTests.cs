using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Tujenge.Dispatcher;
using Tujenge.Dispatcher.Delivering;

namespace Tujenge.Unit.Tests.Dispatcher;

internal sealed class RetryScheduleTests
{
    private static readonly DispatcherOptions Options = new();

    [TestCase(1, 3)]
    [TestCase(2, 6)]
    [TestCase(3, 12)]
    [TestCase(9, 768)]
    [TestCase(10, 900)]
    [TestCase(int.MaxValue, 900)]
    public void The_wait_doubles_up_to_a_quarter_of_an_hour(int attempts, int seconds) =>
        Assert.That(RetrySchedule.WaitAfter(attempts, Options, jitter: 0), Is.EqualTo(TimeSpan.FromSeconds(seconds)));

    [Test]
    public void Jitter_takes_away_a_quarter_at_most_and_never_adds() => Prop
        .ForAll<PositiveInt>(attempts =>
        {
            var full = RetrySchedule.WaitAfter(attempts.Get, Options, 0);
            var least = RetrySchedule.WaitAfter(attempts.Get, Options, 1);
            return least == full * 0.75 && RetrySchedule.WaitAfter(attempts.Get, Options, 0.5) is var some && some > least && some < full;
        })
        .QuickCheckThrowOnFailure();
}
