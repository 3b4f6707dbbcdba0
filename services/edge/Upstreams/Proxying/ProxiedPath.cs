using System.Text;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Tujenge.Edge.Upstreams.Proxying;

/// <summary>
/// The path of a call as the v1 server gets it: written anew from the pattern that it matched, not copied, so that no spelling
/// (case, slashes, dots, percent-encoding) means one thing here and another there.
/// </summary>
internal static class ProxiedPath
{
    /// <summary>Null for a path that could be read in two ways.</summary>
    /// <param name="pattern">What the call matched.</param>
    /// <param name="values">Its parameters; of an encoded path only <c>%2F</c> is left to decode.</param>
    /// <param name="basePath">What stands before <c>/v1</c> here, and not there.</param>
    public static PathString? Of(RoutePattern pattern, RouteValueDictionary values, string basePath)
    {
        var path = new StringBuilder();
        foreach (var part in pattern.PathSegments.Select(segment => segment.Parts.Single()))
        {
            var segments = part switch
            {
                RoutePatternLiteralPart literal => [literal.Content],
                RoutePatternParameterPart { IsCatchAll: true } rest => $"{values[rest.Name]}".Split('/', StringSplitOptions.RemoveEmptyEntries),
                RoutePatternParameterPart parameter => [$"{values[parameter.Name]}"],
                _ => throw new InvalidOperationException($"The pattern {pattern.RawText} has a part that cannot be passed on."),
            };
            foreach (var segment in segments)
            {
                if (Decode(segment) is not { } text)
                {
                    return null;
                }

                path.Append('/').Append(Uri.EscapeDataString(text));
            }
        }

        return new PathString(path.ToString()[basePath.Length..]);
    }

    /// <summary>A segment's text. Ids of messages may have a slash in them, but nothing that leads elsewhere.</summary>
    private static string? Decode(string segment)
    {
        var text = segment.Replace("%2f", "/", StringComparison.OrdinalIgnoreCase);
        return text.Contains('%', StringComparison.Ordinal)
            || text.Contains('\\', StringComparison.Ordinal)
            || text.Any(char.IsControl)
            || text.Split('/').Any(part => part is "." or "..")
                ? null
                : text;
    }
}
