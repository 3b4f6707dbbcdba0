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
        var text = message["text"].Required().Object().WarnOfOthers("body", "preview_url");
        var body = text["body"].Required().Text(LongestBody, tooLong: V1Code.MessageTooLong) ?? "";

        // v1 has the flag beside the text, the Cloud API inside it, and clients mix them up.
        var (inside, beside) = (text["preview_url"], message["preview_url"]);
        var (insideFlag, besideFlag) = (inside.Flag(), beside.Flag());
        var preview = besideFlag ?? insideFlag;
        if (insideFlag is not null && insideFlag != preview)
        {
            inside.Warn("is left out: 'preview_url' says otherwise");
        }

        if (preview is true && !Link.IsMatch(body))
        {
            // WhatsApp refuses a preview of nothing; the text is what the client wants sent.
            preview = false;
            (besideFlag is null ? inside : beside).Warn("is switched off: 'text.body' has no link that begins with http:// or https://");
        }

        return envelope with { PreviewUrl = preview, Text = new V1Text { Body = body } };
    }

    [GeneratedRegex(@"https?://[^\s/]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Link { get; }
}
