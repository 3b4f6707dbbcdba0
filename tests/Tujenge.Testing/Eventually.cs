using System.Diagnostics;

namespace Tujenge.Testing;

/// <summary>Waits for a condition instead of for a time.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(30);

    /// <summary>Asks <paramref name="probe"/> until <paramref name="done"/> likes the answer, and returns that answer.</summary>
    /// <param name="probe">Reads the state. What it throws counts as "not yet".</param>
    /// <param name="done">Whether the wait is over.</param>
    /// <param name="what">What is awaited, for the failure message: "the status to be delivered".</param>
    /// <param name="limit">How long at most; 30 s unless given.</param>
    /// <exception cref="TimeoutException">It did not happen in time; the message says what came last.</exception>
    public static async Task<T> GetAsync<T>(Func<Task<T>> probe, Func<T, bool> done, string what, TimeSpan? limit = null)
    {
        var clock = Stopwatch.StartNew();
        var last = "nothing";
        Exception? problem = null;

        do
        {
            try
            {
                var value = await probe();
                if (done(value))
                {
                    return value;
                }

                last = value?.ToString() ?? "null";
                problem = null;
            }
            catch (Exception thrown) when (thrown is not OperationCanceledException and not OutOfMemoryException)
            {
                last = $"{thrown.GetType().Name}: {thrown.Message}";
                problem = thrown;
            }

            await Task.Delay(Pause);
        }
        while (clock.Elapsed < (limit ?? DefaultLimit));

        throw new TimeoutException($"Waited {clock.Elapsed.TotalSeconds:0.0} s for {what}; last seen: {last}", problem);
    }

    /// <summary>Waits until <paramref name="condition"/> holds.</summary>
    public static Task HoldsAsync(Func<Task<bool>> condition, string what, TimeSpan? limit = null) =>
        GetAsync(condition, holds => holds, what, limit);
}
