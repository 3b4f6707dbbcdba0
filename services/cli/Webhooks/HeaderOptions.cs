using System.CommandLine;
using System.Text.Json.Nodes;
using Tujenge.Cli.Commands;
using Tujenge.Cli.Secrets;
using Tujenge.Cli.Shell;

namespace Tujenge.Cli.Webhooks;

/// <summary>Headers of a webhook. Their values are secrets as a rule.</summary>
internal sealed class HeaderOptions
{
    private readonly Option<string[]> _headers = new("--header")
    {
        Description = "A header to send with every call; NAME alone: its value is asked for. Others on this machine can see a value "
            + "here while the command runs. May be given several times.",
        HelpName = "NAME=VALUE",
    };

    private readonly Option<string[]> _files = new("--header-file")
    {
        Description = "A header whose value is in a file; - for standard input. May be given several times.",
        HelpName = "NAME=FILE",
    };

    /// <param name="command">The command that takes them.</param>
    public HeaderOptions(Command command)
    {
        command.Options.Add(_headers);
        command.Options.Add(_files);
    }

    /// <summary>All headers by name.</summary>
    public JsonObject Read(ParseResult parsed, IShell shell)
    {
        var headers = new JsonObject();
        foreach (var header in parsed.GetValue(_headers) ?? [])
        {
            var (name, value) = Split(header);
            Set(name, value ?? Ask(name, shell));
        }

        foreach (var header in parsed.GetValue(_files) ?? [])
        {
            var (name, file) = Split(header);
            Set(name, SecretFile.Read(file ?? throw CommandException.WrongUsage($"--header-file is NAME=FILE, not '{name}'."), shell));
        }

        return headers;

        void Set(string name, string value)
        {
            if (!headers.TryAdd(name, value))
            {
                throw CommandException.WrongUsage($"The header {name} is given twice.");
            }
        }
    }

    private static string Ask(string name, IShell shell) => shell.IsInteractive
        ? shell.AskSecret($"Value of the header {name} (not shown):")
        : throw CommandException.WrongUsage($"The header {name} has no value: --header-file {name}=FILE. On a terminal it is asked for.");

    private static (string Name, string? Value) Split(string header) =>
        header.Split('=', 2) is [var name, var value] ? (name, value) : (header, null);
}
