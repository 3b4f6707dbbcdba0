using System.CommandLine;
using System.Globalization;

namespace Tujenge.Cli.Commands;

/// <summary>Durations on the command line, as settings have them.</summary>
internal static class Durations
{
    /// <param name="name">Such as <c>--overlap</c>.</param>
    /// <param name="description">What it is, and what it is unless given.</param>
    public static Option<TimeSpan?> Option(string name, string description) => new(name)
    {
        Description = $"{description} [days.]hours:minutes:seconds",
        HelpName = "TIME",
        CustomParser = result =>
        {
            // A number alone would be days, which is hardly what is meant.
            var text = result.Tokens[0].Value;
            if (text.Contains(':') && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var duration))
            {
                return duration;
            }

            result.AddError($"{name} is [days.]hours:minutes:seconds, such as 1.00:00:00 for a day, not '{text}'.");
            return null;
        },
    };
}
