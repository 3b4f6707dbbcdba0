using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages;

/// <summary>
/// The id in <c>/v1/messages/{id}</c>. WhatsApp's ids are Base64, with <c>=</c>, <c>/</c> and <c>+</c>; clients encode all of
/// them, some, none, or twice.
/// </summary>
internal static class MessagePath
{
    /// <summary>All that follows, since an id may have slashes in it; the bare path is not this one's.</summary>
    public const string Pattern = "/messages/{**id:required}";

    /// <summary>Ids are opaque; this is far more than WhatsApp's have.</summary>
    private const int Longest = 512;

    /// <summary>1006: nobody else's messages can be told from those that never were.</summary>
    public static V1Code Unknown => V1Code.Of(1006);

    /// <summary>The id as it is; null for what cannot be one.</summary>
    /// <param name="written">As routing gives it: percent-encoding resolved but for slashes.</param>
    public static string? Read(string written)
    {
        var id = Uri.UnescapeDataString(written is [.. var inner, '/'] ? inner : written);
        return id.Length is > 0 and <= Longest && !id.Any(letter => char.IsControl(letter) || char.IsSurrogate(letter)) ? id : null;
    }
}
