using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Tujenge.Testing.Processes;

/// <summary>POSIX signals that .NET cannot send by itself.</summary>
internal enum Signal
{
    /// <summary>Stop at once and leave recovery to the next start (PostgreSQL).</summary>
    Quit = 3,

    /// <summary>Stop without a chance to clean up.</summary>
    Kill = 9,

    /// <summary>Please stop.</summary>
    Terminate = 15,
}

/// <summary>Sends a <see cref="Signal"/>.</summary>
internal static partial class SignalExtensions
{
    /// <summary>Sends the signal; nothing happens when the process has ended already.</summary>
    public static void Send(this Process process, Signal signal)
    {
        if (!process.HasExited)
        {
            _ = kill(process.Id, (int)signal);
        }
    }

    /// <summary>The signal's name for command lines.</summary>
    public static string ShellName(this Signal signal) => signal switch
    {
        Signal.Quit => "QUIT",
        Signal.Kill => "KILL",
        _ => "TERM",
    };

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int kill(int processId, int signal);
}
