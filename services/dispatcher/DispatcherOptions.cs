using System.ComponentModel.DataAnnotations;

namespace Tujenge.Dispatcher;

/// <summary>Settings of the dispatcher. Bound from <c>Dispatcher</c>.</summary>
internal sealed class DispatcherOptions
{
    public const string SectionName = "Dispatcher";

    /// <summary>How long a webhook may take to answer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Calls at once in this process.</summary>
    [Range(1, 4096)]
    public int Concurrency { get; init; } = 128;

    /// <summary>Calls at once to one webhook (the On-Premises client had 6 to 24), so that a slow one delays only itself.</summary>
    [Range(1, 1024)]
    public int ConcurrencyPerWebhook { get; init; } = 24;

    /// <summary>
    /// False: 200 is the only success, as in v1. True: every 2xx is, for receivers that answer 204 and mean well.
    /// </summary>
    public bool AcceptAny2xx { get; init; }

    /// <summary>The first wait after a failure; it doubles from there.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The longest wait between two attempts.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long an event is tried before it is parked, where a person sees it.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How long delivered events stay in the log. Their contents are erased when they are delivered.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(30);
}
