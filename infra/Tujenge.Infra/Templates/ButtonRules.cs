using System.Globalization;
using Tujenge.Contracts.Cloud;
using Tujenge.Contracts.V1;

namespace Tujenge.Infra.Templates;

/// <summary>
/// Would WhatsApp take what a message has for a template's buttons? A definition that does not tell them refuses nothing, and neither
/// do types of buttons that are not known here.
/// </summary>
internal static class ButtonRules
{
    private const int MissingParameter = 1008;

    /// <summary>The v1 error, or null when nothing speaks against the message.</summary>
    public static V1ErrorEntry? Check(V1Template message, CloudTemplateDefinition template)
    {
        var part = TemplateRules.PartOf(template, "BUTTONS");
        if (template.Components is null || part is { Buttons: null })
        {
            return null;
        }

        V1TemplateComponent[] filled = [.. message.Components?.Where(given => given is { Type: "button", Parameters.Count: > 0 }) ?? []];
        return (part?.Buttons ?? []).Select((button, index) => CheckFilled(button, index, filled))
            .Concat(filled.Select(given => CheckFits(given, part?.Buttons)))
            .FirstOrDefault(problem => problem is not null);
    }

    /// <summary>An address with a gap needs what fills it, and a one-time password itself.</summary>
    private static V1ErrorEntry? CheckFilled(CloudTemplateButton button, int index, V1TemplateComponent[] filled) =>
        Array.Exists(filled, given => given.Index == $"{index}") ? null
        : IsType(button, "URL") && TemplateRules.PlaceholdersIn(button.Url) > 0
            ? V1Errors.Of(MissingParameter, $"button {index} of type url needs a parameter")
        : IsType(button, "OTP")
            ? V1Errors.Of(TemplateRules.FormatMismatch, $"button {index} of type otp needs a parameter")
        : null;

    private static V1ErrorEntry? CheckFits(V1TemplateComponent given, IReadOnlyList<CloudTemplateButton>? buttons) =>
        !int.TryParse(given.Index, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? null : given.SubType switch
        {
            "url" => CheckAddress(index, given, buttons ?? []),
            "quick_reply" when buttons is not null => CheckQuickReply(index, given, buttons),
            _ => null,
        };

    /// <summary>What fills an address needs one with as many gaps. Buttons of newer types may have one that the definition does not show.</summary>
    private static V1ErrorEntry? CheckAddress(int index, V1TemplateComponent given, IReadOnlyList<CloudTemplateButton> buttons) =>
        buttons.ElementAtOrDefault(index) switch
        {
            null => TemplateRules.CheckCount($"button {index}", 0, given.Parameters!.Count),
            var button when IsType(button, "URL") =>
                TemplateRules.CheckCount($"button {index}", TemplateRules.PlaceholdersIn(button.Url), given.Parameters!.Count),
            var button when IsType(button, "QUICK_REPLY", "PHONE_NUMBER") => IsAnother(index, button, "URL"),
            _ => null,
        };

    /// <summary>What a quick reply sends back needs one, and is a payload.</summary>
    private static V1ErrorEntry? CheckQuickReply(int index, V1TemplateComponent given, IReadOnlyList<CloudTemplateButton> buttons) =>
        buttons.ElementAtOrDefault(index) switch
        {
            null => V1Errors.Of(
                TemplateRules.FormatMismatch, $"button {index}: expected none, got QUICK_REPLY: the template has {buttons.Count} buttons, from 0"),
            var button when IsType(button, "URL", "PHONE_NUMBER", "COPY_CODE", "OTP") => IsAnother(index, button, "QUICK_REPLY"),
            var button when IsType(button, "QUICK_REPLY")
                && given.Parameters!.Select(TemplateRules.TypeOf).FirstOrDefault(IsNoPayload) is { } type =>
                V1Errors.Of(TemplateRules.FormatMismatch, $"button {index}: parameters of a quick_reply must be payload, got {type}"),
            _ => null,
        };

    private static V1ErrorEntry IsAnother(int index, CloudTemplateButton button, string given) =>
        V1Errors.Of(TemplateRules.FormatMismatch, $"button {index}: expected {button.Type!.ToUpperInvariant()}, got {given}");

    /// <summary>One of those that go into other parts.</summary>
    private static bool IsNoPayload(string? type) => type is "text" or "currency" or "date_time" or "image" or "video" or "document";

    private static bool IsType(CloudTemplateButton button, params ReadOnlySpan<string> types)
    {
        foreach (var type in types)
        {
            if (type.Equals(button.Type, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
