using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tujenge.Contracts.Cloud;
using Tujenge.Contracts.V1;

namespace Tujenge.Infra.Templates;

/// <summary>Would WhatsApp take this template message? Only what is certain is refused (whatsapp-errors, section 4).</summary>
public static partial class TemplateRules
{
    private const int MissingParameter = 1008;
    private const int CountMismatch = 2000;
    private const int FormatMismatch = 2012;

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
            _ => CheckHeader(message, template) ?? CheckBody(message, template) ?? CheckButtons(message, template),
        };
    }

    private static V1ErrorEntry? CheckHeader(V1Template message, CloudTemplateDefinition template)
    {
        var given = ParametersOf(message, "header");
        if (PartOf(template, "HEADER") is not { } header)
        {
            return CheckNone("header", template, given);
        }

        var format = header.Format?.ToUpperInvariant();
        if (format is not ("IMAGE" or "VIDEO" or "DOCUMENT" or "LOCATION"))
        {
            return format is "TEXT" or null ? CheckCount("header", PlaceholdersIn(header.Text), given.Length) ?? CheckTexts("header", given) : null;
        }

        // Without a parameter WhatsApp refuses it too, as a format mismatch: nothing is no image.
        return given is [var media, ..] && TypeOf(media) is { } type && type.Equals(format, StringComparison.OrdinalIgnoreCase)
            ? null
            : V1Errors.Of(FormatMismatch, $"header: expected {format}, got {(given is [var other, ..] ? TypeOf(other)?.ToUpperInvariant() ?? "nothing" : "nothing")}");
    }

    private static V1ErrorEntry? CheckBody(V1Template message, CloudTemplateDefinition template)
    {
        var given = ParametersOf(message, "body");
        return PartOf(template, "BODY") switch
        {
            null => CheckNone("body", template, given),
            { Text: { } text } => CheckCount("body", PlaceholdersIn(text), given.Length) ?? CheckTexts("body", given),
            _ => null,
        };
    }

    private static V1ErrorEntry? CheckButtons(V1Template message, CloudTemplateDefinition template)
    {
        if (template.Components is null)
        {
            return null;
        }

        var buttons = PartOf(template, "BUTTONS")?.Buttons ?? [];
        var filled = message.Components?.Where(part => part is { Type: "button", SubType: "url", Parameters.Count: > 0 }) ?? [];
        return buttons.Select((button, index) => CheckFilled(message, button, index))
            .Concat(filled.Select(part => CheckFits(part, buttons)))
            .FirstOrDefault(problem => problem is not null);
    }

    /// <summary>An address with a gap needs what fills it.</summary>
    private static V1ErrorEntry? CheckFilled(V1Template message, CloudTemplateButton button, int index) =>
        IsType(button, "URL")
        && PlaceholdersIn(button.Url) > 0
        && message.Components?.Any(part => part is { Type: "button", Parameters.Count: > 0 } && part.Index == $"{index}") != true
            ? V1Errors.Of(MissingParameter, $"button {index} of type url needs a parameter")
            : null;

    /// <summary>What fills an address needs one with a gap. Buttons of newer types may have one that the definition does not show.</summary>
    private static V1ErrorEntry? CheckFits(V1TemplateComponent part, IReadOnlyList<CloudTemplateButton> buttons)
    {
        if (!int.TryParse(part.Index, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return null;
        }

        return buttons.ElementAtOrDefault(index) switch
        {
            null => CheckCount($"button {index}", 0, part.Parameters!.Count),
            var button when IsType(button, "URL") && PlaceholdersIn(button.Url) == 0 => CheckCount($"button {index}", 0, part.Parameters!.Count),
            var button when IsType(button, "QUICK_REPLY") || IsType(button, "PHONE_NUMBER") =>
                V1Errors.Of(FormatMismatch, $"button {index}: expected {button.Type!.ToUpperInvariant()}, got URL"),
            _ => null,
        };
    }

    /// <summary>A part that the template does not have takes nothing; a definition without any parts says nothing of them.</summary>
    private static V1ErrorEntry? CheckNone(string part, CloudTemplateDefinition template, JsonElement[] given) =>
        template.Components is null ? null : CheckCount(part, 0, given.Length);

    private static V1ErrorEntry? CheckCount(string part, int expected, int given) => expected == given
        ? null
        : V1Errors.Of(
            CountMismatch,
            $"{part}: number of localizable_params ({given}) does not match the expected number of params ({expected})");

    private static V1ErrorEntry? CheckTexts(string part, JsonElement[] given)
    {
        for (var index = 0; index < given.Length; index++)
        {
            if (TypeOf(given[index]) is { } type && type.ToUpperInvariant() is not ("TEXT" or "CURRENCY" or "DATE_TIME"))
            {
                return V1Errors.Of(FormatMismatch, $"{part}: parameter {index + 1} must be text, currency or date_time, got {type}");
            }
        }

        return null;
    }

    private static CloudTemplatePart? PartOf(CloudTemplateDefinition template, string type) => template.Components?.FirstOrDefault(
        part => string.Equals(part.Type, type, StringComparison.OrdinalIgnoreCase));

    private static bool IsType(CloudTemplateButton button, string type) =>
        string.Equals(button.Type, type, StringComparison.OrdinalIgnoreCase);

    private static JsonElement[] ParametersOf(V1Template message, string type) =>
        [.. message.Components?.Where(part => part.Type == type).SelectMany(part => part.Parameters ?? []) ?? []];

    private static string? TypeOf(JsonElement parameter) =>
        parameter.ValueKind == JsonValueKind.Object
        && parameter.TryGetProperty("type", out var type)
        && type.ValueKind == JsonValueKind.String
            ? type.GetString()
            : null;

    private static int PlaceholdersIn(string? text) => text is null
        ? 0
        : Placeholder().Matches(text).Select(match => match.Value).Distinct(StringComparer.Ordinal).Count();

    [GeneratedRegex(@"\{\{\s*[A-Za-z0-9_]+\s*\}\}")]
    private static partial Regex Placeholder();
}
