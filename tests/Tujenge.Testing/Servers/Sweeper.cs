using System.Diagnostics;

namespace Tujenge.Testing.Servers;

/// <summary>
/// A shell that waits for the end of this process, even a violent one, and then cleans up. It waits on a pipe that only
/// we hold: the kernel closes it with us.
/// </summary>
internal sealed class Sweeper : IAsyncDisposable
{
    // Ctrl+C reaches the whole terminal: the sweeper must survive it to do its work. Servers that die with us need a
    // moment to be gone, so a command that fails is tried again.
    private const string Script =
        """
        trap '' INT TERM HUP
        exec >/dev/null 2>&1
        cd /
        cat
        for attempt in $(seq 100); do "$@" && exit 0; sleep 0.1; done
        """;

    private readonly Process _shell;
    private bool _isDone;

    private Sweeper(Process shell) => _shell = shell;

    /// <summary>Starts one that will run this command.</summary>
    public static Sweeper Start(params string[] command) => new(Process.Start(
        new ProcessStartInfo("/bin/sh", ["-c", Script, "sweeper", .. command]) { RedirectStandardInput = true })!);

    /// <summary>Cleans up now; once, however many owners say so.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDone, true))
        {
            return;
        }

        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }
}
