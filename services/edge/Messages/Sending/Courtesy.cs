namespace Tujenge.Edge.Messages.Sending;

/// <summary>
/// Something that an answer is better with and good without. It is waited for briefly, and after a failure it is left alone for
/// a while, so that a database that is away costs nobody time. Trouble with one says nothing of another, and is never trouble
/// with the message.
/// </summary>
/// <param name="name">What answers go without.</param>
/// <param name="clock">Measures the rest.</param>
/// <param name="logger">Where a failure is told.</param>
internal sealed partial class Courtesy(string name, TimeProvider clock, ILogger logger)
{
    /// <summary>Longest time that an answer waits for it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    /// <summary>Time between two shared reads under load. The broker takes about as long to confirm a message.</summary>
    public static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(2);

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    private long _failedAt = long.MinValue;

    /// <summary>Whether it shall not be tried now.</summary>
    public bool IsResting =>
        Volatile.Read(ref _failedAt) is var failedAt && failedAt != long.MinValue && clock.GetElapsedTime(failedAt) < Rest;

    /// <summary>It was not there in time, or not at all.</summary>
    public void Failed(Exception fault)
    {
        Volatile.Write(ref _failedAt, clock.GetTimestamp());
        Log.Missing(logger, name, fault.GetType().Name);
    }

    private static partial class Log
    {
        [LoggerMessage(1008, LogLevel.Warning, "Answers go without {What} for a moment: it cannot be read ({Fault})")]
        public static partial void Missing(ILogger logger, string what, string fault);
    }
}
