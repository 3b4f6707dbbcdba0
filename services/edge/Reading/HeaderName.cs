using System.Buffers;

namespace Tujenge.Edge.Reading;

/// <summary>Names of HTTP headers (RFC 9110, section 5.1).</summary>
internal static class HeaderName
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>Whether the text can be one.</summary>
    public static bool IsOne(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(TokenCharacters);
}
