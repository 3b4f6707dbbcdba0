namespace Tujenge.Sender.Sending;

/// <summary>How long a message waits that WhatsApp did not take now.</summary>
internal static class Backoff
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Doubles with every attempt, with jitter so that a crowd does not come back at once.</summary>
    /// <param name="attempts">Calls made so far, from 1.</param>
    /// <param name="first">The wait after the first.</param>
    /// <param name="pause">What WhatsApp asks for, at the least; null when it asks for nothing.</param>
    /// <param name="jitter">From 0 to 1.</param>
    public static TimeSpan After(int attempts, TimeSpan first, TimeSpan? pause, double jitter)
    {
        var doubled = first * Math.Pow(2, Math.Clamp(attempts - 1, 0, 20));
        var wait = doubled < Longest ? doubled : Longest;
        return (wait < pause ? pause.Value : wait) * (1 + (jitter / 4));
    }
}
