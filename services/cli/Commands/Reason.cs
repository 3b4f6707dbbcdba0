using System.CommandLine;
using System.Text.Json.Nodes;

namespace Tujenge.Cli.Commands;

/// <summary>Why something is given up.</summary>
internal sealed class Reason
{
    private readonly Option<string> _reason = new("--reason")
    {
        Description = "Why, in your words; it is kept.",
        HelpName = "TEXT",
        Required = true,
    };

    /// <summary>Adds <c>--reason</c>.</summary>
    public Reason(Command command) => command.Options.Add(_reason);

    /// <summary>Body of the call.</summary>
    public JsonObject Body(ParseResult parsed) => new() { ["reason"] = parsed.GetRequiredValue(_reason) };
}
