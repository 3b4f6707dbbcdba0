using System.CommandLine;
using System.CommandLine.Parsing;

namespace Tujenge.Cli.Commands;

/// <summary>Ids on the command line.</summary>
internal static class Ids
{
    /// <param name="name">Such as <c>channel-id</c>.</param>
    /// <param name="description">Which it is, and what shows it.</param>
    public static Argument<Guid> Argument(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = Parse,
    };

    /// <param name="name">Such as <c>--channel</c>.</param>
    /// <param name="description">Which it is.</param>
    public static Option<Guid?> Option(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "ID",
        CustomParser = result => Parse(result),
    };

    private static Guid Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (!Guid.TryParseExact(text, "D", out var id))
        {
            result.AddError($"'{text}' is not an id such as 0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f.");
        }

        return id;
    }
}
