namespace Tujenge.Infra.Time;

/// <summary>
/// The system's clock, shifted by an offset that can only grow. Lets a sandbox see a 24-hour window close or a
/// three-day retry end within a second. Timers still run in real time: whoever waits for a moment of this clock must
/// look at it again from time to time, or when <see cref="Moved"/> says so.
/// </summary>
public sealed class MovableClock : TimeProvider
{
    private long _offsetTicks;

    /// <summary>Raised after the clock was moved, on the mover's thread.</summary>
    public event Action? Moved;

    /// <summary>How far ahead of the system's clock this one is.</summary>
    public TimeSpan Offset => TimeSpan.FromTicks(Interlocked.Read(ref _offsetTicks));

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;

    /// <summary>Moves the clock forward.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative duration: time does not go back.</exception>
    public void Advance(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        Interlocked.Add(ref _offsetTicks, duration.Ticks);
        Moved?.Invoke();
    }
}
