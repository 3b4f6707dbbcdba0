using System.Globalization;
using System.Text;
using Tujenge.SystemTests.Kills.Checking;
using Tujenge.SystemTests.Kills.Running;

namespace Tujenge.SystemTests.Kills;

/// <summary>What a run showed, for people.</summary>
internal static class KillsTable
{
    public static string Of(IReadOnlyList<Disturbance> disturbances, Evidence evidence, Findings findings, Load load)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Kills under {evidence.Posts.Count / load.Duration.TotalSeconds:0} messages/s for {load.Duration.TotalSeconds:0} s; longest recovery in seconds after the restart:");
        text.AppendLine("             kills  works again  flows again  caught up");
        foreach (var kind in disturbances.GroupBy(disturbance => disturbance.Kind))
        {
            var recoveries = kind.Select(disturbance => Recovery.Of(disturbance, evidence)).ToArray();
            text.AppendLine(CultureInfo.InvariantCulture,
                $"{kind.Key,-12} {kind.Sum(disturbance => disturbance.Count),5}  {Longest(recoveries, recovery => recovery.Works),11}  {Longest(recoveries, recovery => recovery.Flows),11}  {Longest(recoveries, recovery => recovery.CatchesUp),9}");
        }

        var arrived = evidence.Arrivals.Select(arrival => (arrival.Conversation, arrival.Number)).ToHashSet();
        foreach (var answer in evidence.Posts.GroupBy(post => post.Status).OrderBy(answer => answer.Key))
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"answered {answer.Key}: {answer.Count()}, of them at WhatsApp {answer.Count(post => arrived.Contains((post.Conversation, post.Number)))}, longest {answer.Max(post => post.Took).TotalSeconds:0.0} s");
        }

        text.AppendLine(CultureInfo.InvariantCulture,
            $"lost {findings.Lost.Count}, failed (408) {findings.Failed}, sent twice {findings.SentTwice.Count}, out of order {findings.OutOfOrder.Count}");
        text.AppendLine(CultureInfo.InvariantCulture,
            $"events {evidence.Told.DistinctBy(told => told.EventId).Count()}: missing {findings.MissingEvents.Count}, twice {findings.EventsTwice.Count}, untrue {findings.UntrueEvents.Count}; repeated deliveries {findings.RepeatedDeliveries}; held back {load.HeldBack}");
        return text.ToString();
    }

    private static string Longest(IEnumerable<Recovery> recoveries, Func<Recovery, TimeSpan> part) =>
        recoveries.Max(part).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
}
