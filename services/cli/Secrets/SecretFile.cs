using Tujenge.Cli.Commands;
using Tujenge.Cli.Shell;

namespace Tujenge.Cli.Secrets;

/// <summary>A file that holds one secret.</summary>
internal static class SecretFile
{
    private const string StandardInput = "-";

    /// <summary>What the file holds, without the end of its line.</summary>
    /// <param name="path">The file; <c>-</c> for standard input, which can be read once.</param>
    /// <param name="shell">Where standard input is.</param>
    public static string Read(string path, IShell shell)
    {
        var name = path == StandardInput ? "Standard input" : path;
        try
        {
            var text = (path == StandardInput ? shell.Input.ReadToEnd() : File.ReadAllText(path)).TrimEnd('\r', '\n');
            return text.Length > 0
                ? text
                : throw CommandException.WrongUsage($"{name} is empty.{(path == StandardInput ? " Only one option can read it." : "")}");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw CommandException.WrongUsage($"{name} cannot be read: {fault.Message}");
        }
    }
}
