using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Tujenge.Cli.Output;

namespace Tujenge.Cli.Commands;

/// <summary>The options of a list that comes in pages, and the hint at the next page.</summary>
internal sealed class Paging
{
    private readonly Option<int?> _limit = new("--limit")
    {
        Description = "How many at the most: 1 to 200, 50 unless given.",
        HelpName = "N",
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit))
            {
                return limit;
            }

            result.AddError($"--limit is a number, not '{result.Tokens[0].Value}'.");
            return null;
        },
    };

    private readonly Option<string?> _from;

    /// <param name="command">The list.</param>
    /// <param name="name">What the API calls the place: <c>before</c> or <c>after</c>.</param>
    public Paging(Command command, string name)
    {
        _from = new Option<string?>($"--{name}")
        {
            Description = "The page after the one that ended with this; a list that goes on says it.",
            HelpName = "PLACE",
        };
        command.Options.Add(_limit);
        command.Options.Add(_from);
    }

    /// <summary>How many.</summary>
    public int? Limit(ParseResult parsed) => parsed.GetValue(_limit);

    /// <summary>Where the page begins; null for the first.</summary>
    public string? From(ParseResult parsed) => parsed.GetValue(_from);

    /// <summary>Says how to go on, if the list goes on.</summary>
    public void WriteNext(JsonElement answer, Printer printer)
    {
        if (answer.Member("next") is { ValueKind: JsonValueKind.String or JsonValueKind.Number } next)
        {
            printer.Note($"There are more: add {_from.Name} {next}");
        }
    }
}
