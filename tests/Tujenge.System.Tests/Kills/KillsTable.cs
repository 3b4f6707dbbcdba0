using System.Globalization;
using System.Text;
using Tujenge.SystemTests.Kills.Checking;
using Tujenge.SystemTests.Kills.Running;

namespace Tujenge.SystemTests.Kills;

/// <summary>What a run showed, for people.</summary>
internal static class KillsTable
{
    /// <summary>After a server is back, edge may need this long to reach it again.</summary>
    private static readonly TimeSpan Reconnecting = TimeSpan.FromSeconds(10);

    public static string Of(IReadOnlyList<Disturbance> disturbances, Evidence evidence, Findings findings, Load load)
    {
        var text = new StringBuilder();
        var rate = evidence.Posts.Count / load.Duration.TotalSeconds;
        Line($"Kills: {rate:0} messages/s for {load.Duration.TotalSeconds:0} s; recovery is the longest, in seconds after the restart");
        Line($"{"",-12}{"kills",6}{"works again",13}{"flows again",13}{"caught up",11}");
        foreach (var kind in disturbances.GroupBy(disturbance => disturbance.Kind))
        {
            var recoveries = kind.Select(disturbance => Recovery.Of(disturbance, evidence)).ToArray();
            var (works, flows, caughtUp) = (
                recoveries.Max(recovery => recovery.Works.TotalSeconds),
                recoveries.Max(recovery => recovery.Flows.TotalSeconds),
                recoveries.Max(recovery => recovery.CatchesUp.TotalSeconds));
            Line($"{kind.Key,-12}{kind.Sum(disturbance => disturbance.Count),6}{works,13:0.0}{flows,13:0.0}{caughtUp,11:0.0}");
        }

        Line($"lost {findings.Lost.Count}, duplicates {findings.SentTwice.Count}, out of order {findings.OutOfOrder.Count}; reported as failed (408) {findings.Failed}");
        Line($"events {evidence.Told.DistinctBy(told => told.EventId).Count()}: missing {findings.MissingEvents.Count}, under two ids {findings.EventsTwice.Count}, untrue {findings.UntrueEvents.Count}; deliveries repeated under their id {findings.RepeatedDeliveries}");
        var arrived = evidence.Arrivals.Select(arrival => (arrival.Conversation, arrival.Number)).ToHashSet();
        foreach (var answer in evidence.Posts.GroupBy(post => post.Status).OrderBy(answer => answer.Key))
        {
            var name = answer.Key == 0 ? "no answer" : $"answer {answer.Key}";
            Line($"{name,-10}{answer.Count(),6}, at WhatsApp {answer.Count(post => arrived.Contains((post.Conversation, post.Number)))}, the longest after {answer.Max(post => post.Took).TotalSeconds:0.0} s");
        }

        var refusedWithoutReason = evidence.Posts.Count(post => post.Status == 503 && !IsServerAway(post.AnsweredAt));
        Line($"503 while no server was away {refusedWithoutReason}; posts held back {load.HeldBack * Load.Burst}");
        return text.ToString();

        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));

        bool IsServerAway(DateTimeOffset at) => disturbances.Any(disturbance =>
            disturbance.Kind is "RabbitMQ" or "PostgreSQL"
            && disturbance.DownAt <= at
            && at <= disturbance.UpAt + Reconnecting);
    }
}
