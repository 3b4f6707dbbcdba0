using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages;

/// <summary>
/// The id in <c>/v1/messages/{id}</c>. WhatsApp's ids are Base64, with <c>=</c>, <c>/</c> and <c>+</c>; clients encode all of
/// them, some, none, or twice.
/// </summary>
internal static class MessagePath
{
    /// <summary>All that follows, since an id may have slashes in it. In two parts, so that the bare path is not meant.</summary>
    public const string Pattern = "/messages/{id}/{**rest}";

    /// <summary>Ids are opaque; this is far more than WhatsApp's have.</summary>
    private const int Longest = 512;

    /// <summary>1006: nobody else's messages can be told from those that never were.</summary>
    public static V1Code Unknown => V1Code.Of(1006);

    /// <summary>The id as it is; null for what cannot be one.</summary>
    /// <param name="first">What stands before the first slash: percent-encoding is resolved but for slashes.</param>
    /// <param name="rest">What follows it.</param>
    public static string? Read(string first, string? rest)
    {
        var written = rest is null ? first : $"{first}/{rest}";
        var id = Uri.UnescapeDataString(written is [.. var inner, '/'] ? inner : written);
        return id.Length is > 0 and <= Longest && !id.Any(letter => char.IsControl(letter) || char.IsSurrogate(letter)) ? id : null;
    }
}
