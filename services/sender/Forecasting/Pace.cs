namespace Tujenge.Sender.Forecasting;

/// <summary>
/// How fast WhatsApp takes messages, as far as it has published that (limits.md, section 5). Only for forecasts: what it takes
/// in truth, it says itself, and the send loop waits as told.
/// </summary>
internal static class Pace
{
    /// <summary>Messages that may follow each other to one recipient at once; commonly quoted, not published.</summary>
    private const int PairBurst = 45;

    /// <summary>Messages in a second that one number may send.</summary>
    private const int Throughput = 80;

    /// <summary>To one recipient, a burst is paid back at this rate.</summary>
    private static readonly TimeSpan PairInterval = TimeSpan.FromSeconds(6);

    /// <summary>How long a message is remembered against its recipient.</summary>
    public static TimeSpan PairMemory { get; } = PairInterval * PairBurst;

    /// <summary>When the pair rate lets one more message to a recipient through (a generic cell rate algorithm).</summary>
    /// <param name="sentAt">When messages to it were sent within <see cref="PairMemory"/>, in any order.</param>
    /// <param name="ahead">Messages to it that leave before.</param>
    /// <param name="now">The earliest moment.</param>
    public static DateTimeOffset PairAllowsAt(IEnumerable<DateTimeOffset> sentAt, int ahead, DateTimeOffset now)
    {
        var tolerance = PairInterval * (PairBurst - 1);
        var paidBackAt = sentAt.Order().Aggregate(DateTimeOffset.MinValue, (paid, at) => Later(paid, at) + PairInterval);
        paidBackAt = Later(paidBackAt, now) + (PairInterval * ahead);
        return Later(paidBackAt - tolerance, now);
    }

    /// <summary>When a channel's backlog is through, at the best: what goes within this second waits for nothing.</summary>
    public static DateTimeOffset ThroughputAllowsAt(int backlog, DateTimeOffset now) =>
        now + TimeSpan.FromSeconds(backlog / Throughput);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
