using System.Globalization;
using System.Text;

namespace Tujenge.Edge.Paths;

/// <summary>
/// What a path means to the most generous reader: a block that one server's spelling passes and the next server's spelling
/// undoes is none. For deciding only; nothing is routed by it.
/// </summary>
internal static class RequestPath
{
    /// <summary>A server may take what follows these for parameters, a query, a fragment or nothing at all.</summary>
    private static readonly char[] Ends = [';', '?', '#', '\0'];

    /// <summary>
    /// The segments, percent-decoded until nothing is left to decode, without empty ones, dots and parameters. Backslashes
    /// separate as slashes do; case is left to the comparison.
    /// </summary>
    public static IReadOnlyList<string> Segments(string path)
    {
        var segments = new List<string>();
        foreach (var written in Decode(path).Split('/', '\\'))
        {
            var end = written.IndexOfAny(Ends);
            var segment = Trim(end < 0 ? written : written[..end]);
            switch (segment)
            {
                case "" or ".":
                    break;
                case "..":
                    segments.RemoveRange(Math.Max(segments.Count - 1, 0), Math.Min(segments.Count, 1));
                    break;
                default:
                    segments.Add(segment);
                    break;
            }
        }

        return segments;
    }

    /// <summary>
    /// Decodes in one pass, however often it was encoded: what was just decoded may end another escape. Bytes become Latin
    /// letters, which is right for ASCII, and nothing else can be part of a name that matters.
    /// </summary>
    private static string Decode(string path)
    {
        if (!path.Contains('%', StringComparison.Ordinal))
        {
            return path;
        }

        var decoded = new StringBuilder(path.Length);
        foreach (var letter in path)
        {
            decoded.Append(letter);
            while (TryTakeEscape(decoded) is { } meant)
            {
                decoded.Append(meant);
            }
        }

        return decoded.ToString();
    }

    private static char? TryTakeEscape(StringBuilder decoded)
    {
        var start = decoded.Length - 3;
        if (start < 0 || decoded[start] != '%' || !char.IsAsciiHexDigit(decoded[start + 1]) || !char.IsAsciiHexDigit(decoded[start + 2]))
        {
            return null;
        }

        var value = byte.Parse(decoded.ToString(start + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        decoded.Length = start;
        return (char)value;
    }

    private static string Trim(string segment)
    {
        var text = segment.AsSpan();
        while (text is [var first, ..] && IsInvisible(first))
        {
            text = text[1..];
        }

        while (text is [.., var last] && IsInvisible(last))
        {
            text = text[..^1];
        }

        return text.Length == segment.Length ? segment : text.ToString();
    }

    private static bool IsInvisible(char letter) => char.IsWhiteSpace(letter) || char.IsControl(letter);
}
