using System.CommandLine;
using Tujenge.Cli.Commands;
using Tujenge.Cli.Shell;

namespace Tujenge.Cli.Secrets;

/// <summary>A secret: on the command line, in a file, on standard input, or asked for.</summary>
internal sealed class SecretOption
{
    private readonly Option<string?> _value;
    private readonly Option<string?> _file;
    private readonly string _what;

    /// <param name="command">The command that takes it.</param>
    /// <param name="name">The option's name: <c>--access-token</c>; with <c>-file</c> after it, the other one's.</param>
    /// <param name="what">What it is, in words: <c>the access token</c>.</param>
    public SecretOption(Command command, string name, string what)
    {
        _what = what;
        _value = new Option<string?>(name)
        {
            Description = $"{Capital(what)}. Others on this machine can see it while the command runs: better {name}-file.",
            HelpName = "SECRET",
        };
        _file = new Option<string?>($"{name}-file")
        {
            Description = $"File with {what}; - for standard input.",
            HelpName = "FILE",
        };
        command.Options.Add(_value);
        command.Options.Add(_file);
    }

    /// <summary>The secret, if the command line leads to one.</summary>
    public string? Find(ParseResult parsed, IShell shell)
    {
        var value = parsed.GetValue(_value);
        var file = parsed.GetValue(_file);
        return (value, file) switch
        {
            (not null, not null) => throw CommandException.WrongUsage($"Give {_value.Name} or {_file.Name}, not both."),
            (_, not null) => SecretFile.Read(file, shell),
            _ => value,
        };
    }

    /// <summary>The secret; asked for, if somebody is there.</summary>
    public string Demand(ParseResult parsed, IShell shell) => Find(parsed, shell)
        ?? (shell.IsInteractive
            ? shell.AskSecret($"{Capital(_what)} (not shown):")
            : throw CommandException.WrongUsage(
                $"{Capital(_what)} is needed: {_file.Name} FILE, or {_file.Name} - for standard input. On a terminal it is asked for."));

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
