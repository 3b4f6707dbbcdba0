using Microsoft.Extensions.Options;

namespace Tujenge.Infra.Messaging;

/// <summary>
/// Waits for the broker's confirms, and not longer than it must: once the broker has gone, or confirmed nothing for a whole
/// <see cref="MessagingOptions.ConfirmTimeout"/>, one caller at a time finds out whether it is back, and the others are told at once
/// that it is not.
/// </summary>
public sealed class Confirms(IOptions<MessagingOptions> options, TimeProvider time)
{
    private long _confirmedAt = long.MinValue;
    private int _isAway;
    private int _isAsking;

    /// <summary>A connection to the broker was lost. If it was only that connection, the next confirm tells.</summary>
    public void NoteLostConnection() => Volatile.Write(ref _isAway, 1);

    /// <summary>Completes when the broker has confirmed what <paramref name="publish"/> sends.</summary>
    /// <param name="publish">Sends it. Once begun it ends one way or the other: no caller who hangs up stops it half way.</param>
    /// <exception cref="OperationCanceledException">No confirm came in time; whether the broker has it is not known.</exception>
    /// <exception cref="TimeoutException">The broker is away: nothing was sent.</exception>
    public async Task WaitAsync(Func<CancellationToken, Task> publish)
    {
        var isAway = Volatile.Read(ref _isAway) == 1;
        if (isAway && Interlocked.Exchange(ref _isAsking, 1) == 1)
        {
            throw new TimeoutException("The broker has confirmed nothing for a while.");
        }

        var began = time.GetTimestamp();
        using var patience = new CancellationTokenSource(options.Value.ConfirmTimeout, time);
        try
        {
            // Waits twice for the same moment: finding a queue, or setting up a channel, while the broker is away heeds no token.
            await publish(patience.Token).WaitAsync(patience.Token);
            Interlocked.Exchange(ref _confirmedAt, time.GetTimestamp());
            Volatile.Write(ref _isAway, 0);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && Interlocked.Read(ref _confirmedAt) < began)
        {
            Volatile.Write(ref _isAway, 1);
            throw;
        }
        finally
        {
            if (isAway)
            {
                Volatile.Write(ref _isAsking, 0);
            }
        }
    }
}
