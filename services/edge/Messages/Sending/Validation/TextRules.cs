using System.Text.RegularExpressions;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages.Sending.Validation;

/// <summary>Rules for <c>text</c> (whatsapp-v1-api, section 3.1).</summary>
internal static partial class TextRules
{
    private const int LongestBody = 4096;

    public static V1Message Read(Field message, V1Message envelope)
    {
        var text = message["text"].Required().Object();
        var body = text["body"].Required().Text(LongestBody, tooLong: V1Code.MessageTooLong) ?? "";

        // v1 has the flag beside the text, the Cloud API inside it, and clients mix them up.
        var inside = text["preview_url"].Flag();
        var preview = message["preview_url"].Flag() ?? inside;

        return envelope with
        {
            // WhatsApp refuses a preview of nothing; the text is what the client wants sent.
            PreviewUrl = preview is true ? Link.IsMatch(body) : preview,
            Text = new V1Text { Body = body },
        };
    }

    [GeneratedRegex(@"https?://[^\s/]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Link { get; }
}
