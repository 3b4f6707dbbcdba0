using System.ComponentModel.DataAnnotations;

namespace Tujenge.Sender;

/// <summary>Settings of the sender. Bound from <c>Sender</c>.</summary>
internal sealed class SenderOptions
{
    public const string SectionName = "Sender";

    /// <summary>Upper bound of one call; longer than the upstream's own limit, or lost answers become common.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Calls at once in this process.</summary>
    [Range(1, 4096)]
    public int Concurrency { get; init; } = 128;

    /// <summary>Calls at once for one channel, so that a slow upstream cannot occupy them all.</summary>
    [Range(1, 4096)]
    public int ConcurrencyPerChannel { get; init; } = 48;

    /// <summary>
    /// How long a message whose answer was lost may wait for a status callback to tell its fate, before it is reported
    /// as failed (408). Callbacks usually come within seconds, and within minutes after trouble.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:05", "7.00:00:00")]
    public TimeSpan UnknownOutcomeTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a throttled message may wait for its turn before it is reported as failed (v1: over a day, 408).</summary>
    [Range(typeof(TimeSpan), "00:00:10", "7.00:00:00")]
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long ended messages stay in the log. Their contents are erased as soon as they are sent.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(30);
}
