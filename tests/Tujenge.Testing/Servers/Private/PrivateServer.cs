using System.Diagnostics;
using Tujenge.Testing.Processes;

namespace Tujenge.Testing.Servers.Private;

/// <summary>A server process of our own, in a temporary folder that disappears with it.</summary>
/// <param name="folder">Its data.</param>
/// <param name="command">How to start it; called for each start.</param>
/// <param name="killSignal">What ends it at once.</param>
/// <param name="untilReady">Completes when it accepts work.</param>
internal sealed class PrivateServer(
    ServerFolder folder,
    Func<ProcessStartInfo> command,
    Signal killSignal,
    Func<CancellationToken, Task> untilReady) : IServerRun
{
    private CapturedOutput _output = new();
    private Process? _process;

    /// <inheritdoc/>
    public async Task StartAsync()
    {
        if (_process is not null)
        {
            throw new InvalidOperationException("The server runs already.");
        }

        _output = new CapturedOutput();
        _process = await TiedProcess.StartAsync(command(), _output, folder.Owner, killSignal);

        using var giveUp = new CancellationTokenSource();
        var ended = _process.WaitForExitAsync(giveUp.Token);
        var ready = untilReady(giveUp.Token);
        var first = await Task.WhenAny(ended, ready);
        await giveUp.CancelAsync();
        if (first == ended)
        {
            throw new InvalidOperationException($"The server ended with exit code {_process.ExitCode}:\n{_output.Text}");
        }

        try
        {
            await ready;
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message}\nThe server printed:\n{_output.Text}", late);
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Send(killSignal);
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await folder.DisposeAsync();
    }
}
