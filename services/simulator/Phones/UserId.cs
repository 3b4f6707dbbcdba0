using System.Text.RegularExpressions;

namespace Tujenge.Simulator.Phones;

/// <summary>Business-scoped user ids, such as <c>US.1234</c> or <c>US.ENT.1234</c>: what businesses see of customers who hide their number.</summary>
internal static partial class UserId
{
    public static bool Is(string text) => Pattern.IsMatch(text);

    [GeneratedRegex(@"\A(?=.{4,128}\z)[A-Z]{2}(?:\.[A-Za-z0-9]+)+\z")]
    private static partial Regex Pattern { get; }
}
