namespace Tujenge.Cli.Commands;

/// <summary>Ends a command before it is done. The message is for a person: what is wrong, and what to do.</summary>
internal sealed class CommandException(int exitCode, string message) : Exception(message)
{
    /// <summary>See <see cref="Commands.ExitCode"/>.</summary>
    public int ExitCode => exitCode;

    /// <summary>The command line is wrong in a way that parsing alone cannot see.</summary>
    public static CommandException WrongUsage(string message) => new(Commands.ExitCode.WrongUsage, message);

    /// <summary>It was refused, or failed.</summary>
    public static CommandException Failed(string message) => new(Commands.ExitCode.Failed, message);
}
