using NUnit.Framework;
using Tujenge.Infra.Time;

namespace Tujenge.Unit.Tests.Infra;

[Parallelizable]
internal sealed class MovableClockTests
{
    [Test]
    public void It_begins_as_the_systems_clock() =>
        Assert.That(new MovableClock().GetUtcNow(), Is.EqualTo(DateTimeOffset.UtcNow).Within(5).Seconds);

    [Test]
    public void What_it_is_moved_by_adds_up()
    {
        var clock = new MovableClock();
        clock.Advance(TimeSpan.FromHours(24));
        clock.Advance(TimeSpan.FromMinutes(1));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(clock.Offset, Is.EqualTo(new TimeSpan(24, 1, 0)));
            Assert.That(clock.GetUtcNow(), Is.EqualTo(DateTimeOffset.UtcNow + clock.Offset).Within(5).Seconds);
        }
    }

    [Test]
    public void Time_does_not_go_back()
    {
        var clock = new MovableClock();
        var moved = 0;
        clock.Moved += () => moved++;

        Assert.That(() => clock.Advance(TimeSpan.FromTicks(-1)), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That((clock.Offset, moved), Is.EqualTo((TimeSpan.Zero, 0)));
    }

    [Test]
    public void Whoever_waits_hears_of_a_move_and_sees_the_new_time()
    {
        var clock = new MovableClock();
        var seen = TimeSpan.Zero;
        clock.Moved += () => seen = clock.Offset;
        clock.Advance(TimeSpan.FromDays(3));

        Assert.That(seen, Is.EqualTo(TimeSpan.FromDays(3)));
    }

    [Test]
    public void Two_who_move_it_at_once_both_count()
    {
        var clock = new MovableClock();
        Parallel.For(0, 200_000, _ => clock.Advance(TimeSpan.FromSeconds(1)));

        Assert.That(clock.Offset, Is.EqualTo(TimeSpan.FromSeconds(200_000)));
    }

    [Test]
    public void Durations_are_measured_in_real_time()
    {
        var clock = new MovableClock();
        var start = clock.GetTimestamp();
        clock.Advance(TimeSpan.FromDays(1));

        Assert.That(clock.GetElapsedTime(start), Is.LessThan(TimeSpan.FromMinutes(1)));
    }
}
