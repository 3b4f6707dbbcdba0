using Tujenge.Contracts.Cloud;

namespace Tujenge.Sender.Sending;

/// <summary>How long a message waits that WhatsApp did not take now.</summary>
internal static class Backoff
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Doubles with every attempt, with jitter so that a crowd does not come back at once. The pair limit is one
    /// message in 6 s (limits.md, section 5), so less would be in vain.
    /// </summary>
    /// <param name="attempts">Calls made so far, from 1.</param>
    /// <param name="error">WhatsApp's reason, if it gave one.</param>
    /// <param name="jitter">From 0 to 1.</param>
    public static TimeSpan After(int attempts, CloudError? error, double jitter)
    {
        var first = error?.Code == 131056 ? TimeSpan.FromSeconds(6) : TimeSpan.FromSeconds(1);
        var wait = first * Math.Pow(2, Math.Clamp(attempts - 1, 0, 20));
        return (wait < Longest ? wait : Longest) * (1 + (jitter / 4));
    }
}
