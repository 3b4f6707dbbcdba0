using System.Text.RegularExpressions;
using Tujenge.Contracts.Cloud;
using Tujenge.Contracts.V1;

namespace Tujenge.Sender.Templates;

/// <summary>Would WhatsApp take this template message? Only what is certain is refused (whatsapp-errors, section 4).</summary>
internal static partial class TemplateRules
{
    /// <summary>The v1 error, or null when nothing speaks against the message.</summary>
    public static V1ErrorEntry? Check(V1Template message, TemplateLookup lookup)
    {
        if (!lookup.IsKnown)
        {
            return null;
        }

        if (lookup.Template is not { } template)
        {
            return V1Errors.Of(2001, $"Template name does not exist in the translation: {message.Name} ({message.Language.Code})");
        }

        return template.Status?.ToUpperInvariant() switch
        {
            "PAUSED" => V1Errors.Of(2061, $"Template {message.Name} is paused"),
            "DISABLED" => V1Errors.Of(2062, $"Template {message.Name} is disabled"),
            "REJECTED" => V1Errors.Of(2060, $"Template {message.Name} was rejected"),
            _ => CheckBody(message, template),
        };
    }

    private static V1ErrorEntry? CheckBody(V1Template message, CloudTemplateDefinition template)
    {
        var body = template.Components?.FirstOrDefault(part => part.Type.Equals("BODY", StringComparison.OrdinalIgnoreCase));
        if (body?.Text is not { } text)
        {
            return null;
        }

        var expected = Placeholder().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal).Count();
        var given = message.Components?.Where(part => part.Type == "body").Sum(part => part.Parameters?.Count ?? 0) ?? 0;
        return expected == given
            ? null
            : V1Errors.Of(2000, $"body: number of localizable_params ({given}) does not match the expected number of params ({expected})");
    }

    [GeneratedRegex(@"\{\{\s*[A-Za-z0-9_]+\s*\}\}")]
    private static partial Regex Placeholder();
}
