using System.Globalization;

namespace Tujenge.Inbound.Processing;

/// <summary>Repairs what is JSON by the letter and still cannot be read.</summary>
internal static class CallbackText
{
    private const int EscapeLength = 6;

    /// <summary>
    /// Replaces halves of surrogate pairs by U+FFFD: a name or text that was cut in the middle of an emoji ends in one,
    /// and no reader takes it. Everything else stays as it is.
    /// </summary>
    public static string WithoutHalfPairs(string json)
    {
        char[]? repaired = null;
        for (var i = json.IndexOf('\\', StringComparison.Ordinal); i >= 0 && i < json.Length; i++)
        {
            if (json[i] != '\\')
            {
                continue;
            }

            if (EscapedAt(json, i) is not { } unit)
            {
                i++; // The escaped character may be a backslash itself.
            }
            else if (char.IsHighSurrogate(unit) && EscapedAt(json, i + EscapeLength) is { } next && char.IsLowSurrogate(next))
            {
                i += (2 * EscapeLength) - 1;
            }
            else
            {
                if (char.IsSurrogate(unit))
                {
                    repaired ??= json.ToCharArray();
                    "\\ufffd".CopyTo(repaired.AsSpan(i));
                }

                i += EscapeLength - 1;
            }
        }

        return repaired is null ? json : new string(repaired);
    }

    /// <summary>The code unit that is escaped here; null if none is.</summary>
    private static char? EscapedAt(string json, int index) =>
        index + EscapeLength <= json.Length
        && json[index] == '\\'
        && json[index + 1] == 'u'
        && ushort.TryParse(json.AsSpan(index + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}
