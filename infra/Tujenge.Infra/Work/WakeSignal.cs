using System.Threading.Channels;

namespace Tujenge.Infra.Work;

/// <summary>Wakes a work loop. Many wakes before the loop looks count as one.</summary>
public sealed class WakeSignal
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>There is something to do.</summary>
    public void Wake() => _channel.Writer.TryWrite(true);

    /// <summary>Waits for a wake, at most <paramref name="limit"/> of real time.</summary>
    public async Task WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit);
        try
        {
            await _channel.Reader.ReadAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing woke us in time: look anyway.
        }
    }
}
