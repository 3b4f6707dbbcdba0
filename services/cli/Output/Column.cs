using System.Text.Json;

namespace Tujenge.Cli.Output;

/// <summary>A column of a table.</summary>
/// <param name="Heading">In capitals.</param>
/// <param name="Show">What it shows of an entry.</param>
/// <param name="IsWhole">Whether it is never broken into lines, because it is copied: an id.</param>
internal sealed record Column(string Heading, Func<JsonElement, string> Show, bool IsWhole = false)
{
    /// <summary>A column with an id or a number, to be copied.</summary>
    public static Column Id(string heading, string member) => new(heading, entry => entry.Text(member), IsWhole: true);

    /// <summary>A column with a member as it is.</summary>
    public static Column Text(string heading, string member) => new(heading, entry => entry.Text(member));

    /// <summary>A column with a moment, to the minute.</summary>
    public static Column Moment(string heading, string member) => new($"{heading} (UTC)", entry => entry.Minute(member));
}
