using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages;

/// <summary>
/// The id in <c>/v1/messages/{id}</c>. WhatsApp's ids are Base64, with <c>=</c>, <c>/</c> and <c>+</c>; clients encode all of
/// them, some, none, or twice.
/// </summary>
internal static class MessagePath
{
    private const string First = "id";
    private const string Rest = "rest";

    /// <summary>Ids are opaque; this is far more than WhatsApp's have.</summary>
    private const int Longest = 512;

    /// <summary>The path.</summary>
    public const string Pattern = $"/messages/{{{First}}}";

    /// <summary>That of WhatsApp's ids whose slashes were left as they are.</summary>
    public const string WithSlashes = $@"/messages/{{{First}:regex(^wamid\.)}}/{{**{Rest}}}";

    /// <summary>1006: nobody else's messages can be told from those that never were.</summary>
    public static V1Code Unknown => V1Code.Of(1006);

    /// <summary>The id as it is; null for what cannot be one.</summary>
    public static string? Read(HttpContext context)
    {
        // Routing resolves percent-encoding, but for slashes.
        var first = context.GetRouteValue(First) as string;
        var written = context.GetRouteValue(Rest) is string { Length: > 0 } rest ? $"{first}/{rest.TrimEnd('/')}" : first ?? "";
        var id = Uri.UnescapeDataString(written);
        return id.Length is > 0 and <= Longest && !id.Any(letter => char.IsControl(letter) || char.IsSurrogate(letter)) ? id : null;
    }
}
