using MassTransit;
using Microsoft.Extensions.Options;

namespace Tujenge.Infra.Messaging;

/// <summary>
/// Waits for the broker's confirms, and not longer than it must. Once nothing was confirmed for a whole
/// <see cref="MessagingOptions.ConfirmTimeout"/>, the broker is away: a few callers go on asking for it, and the others are told at
/// once. When only some connection was lost, the first who asks tells the others whether it was the broker.
/// </summary>
public sealed class Confirms(IOptions<MessagingOptions> options, TimeProvider time)
{
    /// <summary>How often somebody asks a broker that is away, and how long others wait for the first who asks.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private volatile Broker _broker = Broker.There;
    private TaskCompletionSource _answered = new();
    private long? _askedAt;
    private long _answeredAt = long.MinValue;

    private enum Broker
    {
        There,
        Doubtful,
        Away,
    }

    /// <summary>A connection to the broker was lost.</summary>
    public void NoteLostConnection()
    {
        lock (_gate)
        {
            if (_broker == Broker.There)
            {
                (_broker, _askedAt, _answered) = (Broker.Doubtful, null, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            }
        }
    }

    /// <summary>The broker has answered.</summary>
    public void NoteAnswer()
    {
        Interlocked.Exchange(ref _answeredAt, time.GetTimestamp());
        if (_broker != Broker.There)
        {
            lock (_gate)
            {
                _broker = Broker.There;
                _answered.TrySetResult();
            }
        }
    }

    /// <summary>Completes when the broker has confirmed what <paramref name="publish"/> sends, if it is not known to be away.</summary>
    /// <param name="publish">Sends it. Once begun it ends one way or the other: no caller who hangs up stops it half way.</param>
    /// <exception cref="OperationCanceledException">No confirm came in time; whether the broker has it is not known.</exception>
    /// <exception cref="TimeoutException">The broker is away: nothing was sent.</exception>
    public async Task WaitAsync(Func<CancellationToken, Task> publish)
    {
        await PassAsync();
        await InsistAsync(publish);
    }

    /// <summary>The same, whatever is known of the broker: for work that waits for it, and has no client who does.</summary>
    /// <inheritdoc cref="WaitAsync" path="/param"/>
    /// <exception cref="OperationCanceledException">No confirm came in time; whether the broker has it is not known.</exception>
    public async Task InsistAsync(Func<CancellationToken, Task> publish)
    {
        var began = time.GetTimestamp();
        using var patience = new CancellationTokenSource(options.Value.ConfirmTimeout, time);
        try
        {
            // Waits twice for the same moment: finding a queue, or setting up a channel, while the broker is away heeds no token.
            await publish(patience.Token).WaitAsync(patience.Token);
            NoteAnswer();
        }
        catch (Exception answer) when (answer is MessageReturnedException or MessageNotAcknowledgedException)
        {
            NoteAnswer();
            throw;
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && Interlocked.Read(ref _answeredAt) < began)
        {
            lock (_gate)
            {
                _broker = Broker.Away;
            }

            throw;
        }
    }

    private async Task PassAsync()
    {
        if (_broker == Broker.There)
        {
            return;
        }

        Task answered;
        lock (_gate)
        {
            if (_askedAt is not { } askedAt || time.GetElapsedTime(askedAt) >= Grace)
            {
                _askedAt = time.GetTimestamp();
                return;
            }

            answered = _broker == Broker.Doubtful ? _answered.Task : Task.CompletedTask;
        }

        await Task.WhenAny(answered, Task.Delay(Grace, time));
        if (_broker != Broker.There)
        {
            throw new TimeoutException("The broker does not confirm.");
        }
    }
}
