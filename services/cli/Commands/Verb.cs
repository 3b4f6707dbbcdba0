using System.CommandLine;
using System.CommandLine.Parsing;

namespace Tujenge.Cli.Commands;

/// <summary>A command that does something, with an example of it.</summary>
/// <param name="name">Its last word.</param>
/// <param name="description">What it does, in one sentence.</param>
/// <param name="example">A whole line to start from.</param>
/// <param name="details">What else its own help says.</param>
internal sealed class Verb(string name, string description, string example, string? details = null) : Command(name, description)
{
    /// <summary>What else its own help says; null for nothing.</summary>
    public string? Details => details;

    /// <summary>A whole line to start from.</summary>
    public string Example => example;

    /// <summary>The command as it is typed, such as <c>tujenge keys revoke</c>.</summary>
    public static string PathOf(CommandResult command) => command.Parent is CommandResult parent
        ? $"{PathOf(parent)} {command.Command.Name}"
        : "tujenge";
}
