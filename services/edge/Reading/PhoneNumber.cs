using System.Globalization;
using System.Text.RegularExpressions;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Reading;

/// <summary>Reads phone numbers the way people and address books write them.</summary>
internal static partial class PhoneNumber
{
    /// <summary>The digits of a number in any usual notation; null when it is none.</summary>
    public static string? Digits(Field number, string text)
    {
        const string rule = "must be a phone number in international form with 7 to 15 digits";

        var digits = Bare(text);
        var problem = digits switch
        {
            "" => $"{rule}, got none",
            _ when !digits.All(char.IsAsciiDigit) => $"{rule}, got other characters",
            { Length: < 7 or > 15 } => $"{rule}, got {digits.Length}",
            ['0', ..] => $"{rule}, got one with a leading 0",
            _ => null,
        };
        if (problem is null)
        {
            return digits;
        }

        number.Refuse(V1Code.ValueInvalid, problem);
        return null;
    }

    /// <summary>
    /// The text without separators and a leading plus. Address books bring dashes and marks of direction of their own, letterheads a
    /// <c>(0)</c> that nobody dials from abroad, and tables numbers that became fractions on their way.
    /// </summary>
    public static string Bare(string text)
    {
        var written = string.Concat(NotDialled.Replace(text, "").Where(letter => !IsSeparator(letter)));
        return written.StartsWith('+') ? written[1..] : written;
    }

    [GeneratedRegex(@"(?<=\d\s*)\(0\)|(?<=\A\+?\d{7,})\.0\z")]
    private static partial Regex NotDialled { get; }

    private static bool IsSeparator(char letter) =>
        letter is '.' or '(' or ')' or '[' or ']'
        || char.IsWhiteSpace(letter)
        || char.GetUnicodeCategory(letter) is UnicodeCategory.DashPunctuation or UnicodeCategory.Format;
}
