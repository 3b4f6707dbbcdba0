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
        if (PartOf(template, "HEADER") is not { } header)
        {
            return null;
        }

        var given = ParametersOf(message, "header");
        var format = header.Format?.ToUpperInvariant();
        if (format is not ("IMAGE" or "VIDEO" or "DOCUMENT" or "LOCATION"))
        {
            return format is "TEXT" or null ? CheckCount("header", PlaceholdersIn(header.Text), given) ?? CheckTexts("header", given) : null;
        }

        // Without a parameter WhatsApp refuses it too, as a format mismatch: nothing is no image.
        return given is [var media, ..] && TypeOf(media) is { } type && type.Equals(format, StringComparison.OrdinalIgnoreCase)
            ? null
            : V1Errors.Of(FormatMismatch, $"header: expected {format}, got {(given is [var other, ..] ? TypeOf(other)?.ToUpperInvariant() ?? "nothing" : "nothing")}");
    }

    private static V1ErrorEntry? CheckBody(V1Template message, CloudTemplateDefinition template)
    {
        if (PartOf(template, "BODY")?.Text is not { } text)
        {
            return null;
        }

        var given = ParametersOf(message, "body");
        return CheckCount("body", PlaceholdersIn(text), given) ?? CheckTexts("body", given);
    }

    private static V1ErrorEntry? CheckButtons(V1Template message, CloudTemplateDefinition template)
    {
        var buttons = PartOf(template, "BUTTONS")?.Buttons ?? [];
        for (var index = 0; index < buttons.Count; index++)
        {
            if (!string.Equals(buttons[index].Type, "URL", StringComparison.OrdinalIgnoreCase) || PlaceholdersIn(buttons[index].Url) == 0)
            {
                continue;
            }

            var given = message.Components?.Any(part =>
                part.Type == "button" && part.Index == $"{index}" && part.Parameters is { Count: > 0 }) == true;
            if (!given)
            {
                return V1Errors.Of(MissingParameter, $"button {index} of type url needs a parameter");
            }
        }

        return null;
    }

    private static V1ErrorEntry? CheckCount(string part, int expected, JsonElement[] given) => expected == given.Length
        ? null
        : V1Errors.Of(
            CountMismatch,
            $"{part}: number of localizable_params ({given.Length}) does not match the expected number of params ({expected})");

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
