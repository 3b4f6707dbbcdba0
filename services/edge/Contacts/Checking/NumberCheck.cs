using System.Globalization;
using PhoneNumbers;
using Tujenge.Edge.Reading;
using PhoneNumber = Tujenge.Edge.Reading.PhoneNumber;

namespace Tujenge.Edge.Contacts.Checking;

/// <summary>Whether a text can be a number of WhatsApp's, or the id that stands for a hidden one.</summary>
/// <param name="Input">As the client wrote it.</param>
/// <param name="Status">What v1 calls the result.</param>
/// <param name="WaId">The number in international form, or the id as it is; of valid ones only.</param>
internal sealed record NumberCheck(string Input, string Status, string? WaId)
{
    /// <summary>With all separators that people put in, no number is longer.</summary>
    private const int LongestInput = 64;

    private const int Fewest = 7;

    private const int LongestOfArgentina = 13;

    private static readonly PhoneNumberUtil Library = PhoneNumberUtil.GetInstance();

    private static readonly HashSet<int> Codes = [.. Library.GetSupportedCallingCodes()];

    /// <summary>Judges a number that is written in any usual notation.</summary>
    public static NumberCheck Of(string input)
    {
        // Clients that check before they send must reach customers who hide their number, too.
        if (UserId.Is(input))
        {
            return new NumberCheck(input, "valid", input);
        }

        var written = input.Length <= LongestInput ? PhoneNumber.Bare(input) : "";
        return written switch
        {
            "" => new NumberCheck(input, "failed", null),
            _ when !written.All(char.IsAsciiDigit) => new NumberCheck(input, "failed", null),
            _ when International(written) is { } digits => new NumberCheck(input, "valid", digits),
            _ => new NumberCheck(input, "invalid", null),
        };
    }

    /// <summary>
    /// A number as it is dialled from abroad, as the check tells it: people leave in it what is dialled within their country alone, a
    /// zero after the country's code or Argentina's 15 before mobile numbers (limits, section 3). Otherwise it stays as it is, since
    /// WhatsApp finds all its own forms.
    /// </summary>
    /// <param name="digits">The number, without a plus.</param>
    public static string FromAbroad(string digits)
    {
        var mayHaveMore = digits[LengthOfCode(digits)] == '0'
            || (digits.Length > LongestOfArgentina && digits.StartsWith("54", StringComparison.Ordinal));
        return mayHaveMore && International(digits) is { } known ? known : digits;
    }

    /// <summary>Of a country's code; no code begins with another.</summary>
    private static int LengthOfCode(string digits) =>
        Codes.Contains(digits[0] - '0') ? 1
        : Codes.Contains(int.Parse(digits.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture)) ? 2
        : 3;

    private static string? International(string digits) => digits switch
    {
        { Length: < Fewest or > 15 } or ['0', ..] => null,

        // The 9 as from abroad and the 15 as at home: with either of them alone the library knows what is meant.
        ['5', '4', '9', ..] when digits.Length == 15 => Judge($"54{digits[3..]}"),

        // WhatsApp's own forms of mobile numbers in Argentina and Mexico, which the library may not know (limits, section 3).
        ['5', '4', '9', ..] or ['5', '2', '1', ..] when digits.Length == 13 => digits,
        _ => Judge(digits),
    };

    /// <summary>
    /// Country and length decide, not the blocks of numbers in use: these change faster than libraries are updated, Brazil's
    /// mobile numbers without the ninth digit are in none of them, and a customer called invalid is a customer lost.
    /// </summary>
    private static string? Judge(string digits)
    {
        try
        {
            var number = Library.Parse($"+{digits}", defaultRegion: null);
            var written = Library.Format(number, PhoneNumberFormat.E164)[1..]; // Without a trunk prefix, where there was one.
            return Library.IsPossibleNumberWithReason(number) == PhoneNumberUtil.ValidationResult.IS_POSSIBLE && written.Length >= Fewest
                ? written
                : null;
        }
        catch (NumberParseException)
        {
            return null; // No country has this prefix, or nothing follows it.
        }
    }
}
