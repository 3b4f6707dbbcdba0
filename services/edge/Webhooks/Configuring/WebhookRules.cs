using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;
using Tujenge.Infra.Webhooks;

namespace Tujenge.Edge.Webhooks.Configuring;

/// <summary>An address and the headers that go with every callback.</summary>
internal sealed record WebhookConfiguration(string? Url, Dictionary<string, string> Headers);

/// <summary>Rules for the body of <c>POST /v1/configs/webhook</c>.</summary>
internal static class WebhookRules
{
    private const int LongestUrl = 2048;

    public static WebhookConfiguration Read(Field body, WebhookOptions options) =>
        new(Url(body["url"], options), HeaderRules.Read(body["headers"]));

    private static string? Url(Field url, WebhookOptions options)
    {
        var text = url.Required().Text(LongestUrl);
        if (text is null)
        {
            return null;
        }

        if (text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter)))
        {
            url.Refuse(V1Code.ValueInvalid, "must not contain blanks or control characters");
        }
        else if (WebhookAddress.Problem(text, options) is { } problem)
        {
            url.Found.Add(V1Code.ValueInvalid, url.Path, problem);
        }

        return text;
    }
}
