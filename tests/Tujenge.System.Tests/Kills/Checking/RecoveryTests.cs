using NUnit.Framework;

namespace Tujenge.SystemTests.Kills.Checking;

/// <summary>What the table says of recoveries.</summary>
[TestFixture]
public sealed class RecoveryTests
{
    private static readonly DateTimeOffset UpAt = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void Times_count_from_the_restart_to_work_to_the_first_new_message_and_to_the_last_old_one()
    {
        var evidence = new Evidence
        {
            Posts = [Accepted("old", -3), Accepted("failed", -2), Accepted("new", 1), Accepted("newer", 2)],
            Arrivals = [],
            Written = [],
            Told =
            [
                Told("old", "sent", 1), Told("old", "delivered", 5), Told("failed", "failed", 20),
                Told("newer", "delivered", 4), Told("new", "sent", 2), Told("new", "delivered", 6), Told("old", "delivered", 30),
            ],
        };

        var recovery = Recovery.Of(new Disturbance("sender", 1, UpAt.AddSeconds(-1), UpAt, UpAt.AddSeconds(2)), evidence);
        Assert.That(recovery, Is.EqualTo(new Recovery(Seconds(2), Flows: Seconds(4), CatchesUp: Seconds(20))));
    }

    [Test]
    public void What_was_told_before_the_restart_needs_no_time()
    {
        var evidence = new Evidence
        {
            Posts = [Accepted("old", -3), Accepted("new", 0)],
            Arrivals = [],
            Written = [],
            Told = [Told("old", "delivered", -2), Told("new", "delivered", 1)],
        };

        var recovery = Recovery.Of(new Disturbance("edge", 1, UpAt, UpAt, UpAt), evidence);
        Assert.That(recovery, Is.EqualTo(new Recovery(Seconds(0), Seconds(1), Seconds(0))));
    }

    private static Post Accepted(string id, int second) => new("a", 1, UpAt.AddSeconds(second), TimeSpan.Zero, 201, id);

    private static ToldEvent Told(string id, string what, int second) => new("", id, what, UpAt.AddSeconds(second));

    private static TimeSpan Seconds(int count) => TimeSpan.FromSeconds(count);
}
