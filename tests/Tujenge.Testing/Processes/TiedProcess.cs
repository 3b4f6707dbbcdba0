using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Tujenge.Testing.Processes;

/// <summary>Starts processes that the kernel ends together with this one, however this one ends.</summary>
internal static class TiedProcess
{
    private static readonly BlockingCollection<Action> Starts = StartStarter();

    /// <summary>Starts the command with its output redirected to <paramref name="output"/>.</summary>
    /// <param name="command">What to run; replaced in place, so the process id is the command's own.</param>
    /// <param name="output">Who reads what it prints.</param>
    /// <param name="account">Whom to run it as; needs root.</param>
    /// <param name="atOurEnd">The signal it gets when this process ends.</param>
    public static async Task<Process> StartAsync(
        ProcessStartInfo command,
        CapturedOutput output,
        Account? account = null,
        Signal atOurEnd = Signal.Kill)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        var tied = Tie(command, account, atOurEnd);
        Starts.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(tied)!);
            }
            catch (Exception problem) when (problem is System.ComponentModel.Win32Exception or InvalidOperationException)
            {
                started.SetException(problem);
            }
        });

        var process = await started.Task;
        output.Follow(process);
        return process;
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<EndedProcess> RunAsync(ProcessStartInfo command, Account? account = null)
    {
        var output = new CapturedOutput();
        using var process = await StartAsync(command, output, account);
        await process.WaitForExitAsync();
        return new EndedProcess(process.ExitCode, output.Text);
    }

    /// <summary>Runs a command that must succeed.</summary>
    public static async Task MustRunAsync(ProcessStartInfo command, Account? account = null)
    {
        var name = Path.GetFileName(command.FileName);
        var ended = await RunAsync(command, account);
        if (ended.ExitCode != 0)
        {
            throw new InvalidOperationException($"{name} ended with exit code {ended.ExitCode}:\n{ended.Output}");
        }
    }

    private static ProcessStartInfo Tie(ProcessStartInfo command, Account? account, Signal atOurEnd)
    {
        command.RedirectStandardOutput = true;
        command.RedirectStandardError = true;

        // Only Linux has setpriv. Elsewhere a killed test run may leave processes behind.
        if (!OperatingSystem.IsLinux())
        {
            return command;
        }

        List<string> prefix = ["--pdeathsig", atOurEnd.ShellName()];
        if (account is not null)
        {
            prefix.AddRange(
                "--reuid",
                account.UserId.ToString(CultureInfo.InvariantCulture),
                "--regid",
                account.GroupId.ToString(CultureInfo.InvariantCulture),
                "--init-groups");
        }

        var arguments = command.ArgumentList.ToArray();
        command.ArgumentList.Clear();
        foreach (var argument in (IEnumerable<string>)[.. prefix, "--", command.FileName, .. arguments])
        {
            command.ArgumentList.Add(argument);
        }

        command.FileName = "setpriv";
        return command;
    }

    /// <summary>
    /// The kernel sends the signal when the thread that started the process ends, and threads of the pool end whenever
    /// they are idle. So one thread that never ends starts them all.
    /// </summary>
    private static BlockingCollection<Action> StartStarter()
    {
        var starts = new BlockingCollection<Action>();
        var thread = new Thread(() =>
        {
            foreach (var start in starts.GetConsumingEnumerable())
            {
                start();
            }
        })
        {
            IsBackground = true,
            Name = "process starter",
        };
        thread.Start();
        return starts;
    }
}
