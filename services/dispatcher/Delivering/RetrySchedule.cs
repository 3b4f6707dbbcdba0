namespace Tujenge.Dispatcher.Delivering;

/// <summary>When the next attempt is due.</summary>
internal static class RetrySchedule
{
    /// <summary>Doubles from the first wait to the longest, less up to a quarter so that a crowd spreads out.</summary>
    /// <param name="attempts">Attempts made, from 1.</param>
    /// <param name="options">First and longest wait.</param>
    /// <param name="jitter">From 0 to 1.</param>
    public static TimeSpan WaitAfter(int attempts, DispatcherOptions options, double jitter)
    {
        var wait = options.FirstRetry * Math.Pow(2, Math.Clamp(attempts - 1, 0, 30));
        return (wait < options.LongestRetry ? wait : options.LongestRetry) * (1 - (jitter / 4));
    }
}
