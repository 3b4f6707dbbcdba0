using System.Net;
using System.Net.Sockets;

namespace Tujenge.Services.Tests.Edge;

/// <summary>A network between edge and its broker that can fall silent: edge is still heard, but hears nothing.</summary>
internal sealed class SilentLink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Uri _broker;
    private readonly Task _accepting;
    private volatile TaskCompletionSource _speaking = new();

    public SilentLink(Uri broker)
    {
        _broker = broker;
        _speaking.SetResult();
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The broker's address as seen through the link.</summary>
    public Uri Address => new UriBuilder(_broker) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;

    public void FallSilent() => _speaking = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was held back arrives now.</summary>
    public void SpeakAgain() => _speaking.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        SpeakAgain();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var relays = new List<Task>();
        try
        {
            while (true)
            {
                relays.Add(RelayAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(relays);
        }
    }

    private async Task RelayAsync(TcpClient edge)
    {
        using var broker = new TcpClient();
        using (edge)
        {
            await broker.ConnectAsync(_broker.Host, _broker.Port);
            await Task.WhenAny(
                PumpAsync(edge.GetStream(), broker.GetStream(), () => Task.CompletedTask),
                PumpAsync(broker.GetStream(), edge.GetStream(), () => _speaking.Task));
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, Func<Task> untilOpen)
    {
        try
        {
            var buffer = new byte[16 * 1024];
            while (await from.ReadAsync(buffer, _end.Token) is > 0 and var count)
            {
                await untilOpen();
                await to.WriteAsync(buffer.AsMemory(0, count), _end.Token);
            }
        }
        catch (Exception end) when (end is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // One side hung up: so does the other.
        }
    }
}
