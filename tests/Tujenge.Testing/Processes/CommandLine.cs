using System.Diagnostics;

namespace Tujenge.Testing.Processes;

/// <summary>
/// The program <c>tujenge</c>, run to its end as an operator runs it, in a pipe. What it prints is not put among the
/// services' logs, because it shows numbers and new keys on purpose.
/// </summary>
public static class CommandLine
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>Runs one command.</summary>
    /// <param name="environment">Variables, such as <c>TUJENGE_URL</c>; null removes an inherited one.</param>
    /// <param name="arguments">The command line.</param>
    /// <param name="input">What is piped into it.</param>
    public static async Task<EndedCommand> RunAsync(
        IReadOnlyDictionary<string, string?> environment,
        IEnumerable<string> arguments,
        string input = "")
    {
        var assembly = Repository.AssemblyOf("Tujenge.Cli", "tujenge");
        var command = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [assembly, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(assembly),
        };
        foreach (var (name, value) in environment)
        {
            command.Environment[name] = value;
        }

        using var process = Process.Start(command)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!await process.EndsWithinAsync(Limit))
        {
            process.Kill();
            throw new TimeoutException($"tujenge {string.Join(' ', arguments)} did not end.");
        }

        return new EndedCommand(process.ExitCode, await output, await error);
    }
}

/// <summary>What a command left behind.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
public sealed record EndedCommand(int ExitCode, string Output, string Error);
