using System.Text.Json;
using System.Text.RegularExpressions;
using Tujenge.Contracts.Cloud;
using Tujenge.Contracts.V1;

namespace Tujenge.Infra.Templates;

/// <summary>Would WhatsApp take this template message? Only what is certain is refused (whatsapp-errors, section 4).</summary>
public static partial class TemplateRules
{
    private const int CountMismatch = 2000;

    /// <summary>Of what has the wrong type or name.</summary>
    internal const int FormatMismatch = 2012;

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
            _ => CheckHeader(message, template) ?? CheckBody(message, template) ?? ButtonRules.Check(message, template),
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
            return format is "TEXT" or null ? CheckText("header", header.Text, given) : null;
        }

        // Without a parameter WhatsApp refuses it too, as a format mismatch: nothing is no image.
        return given is [var media, ..] && TypeOf(media) is { } type && type.Equals(format, StringComparison.OrdinalIgnoreCase)
            ? CheckCount("header", 1, given.Length)
            : V1Errors.Of(FormatMismatch, $"header: expected {format}, got {(given is [var other, ..] ? TypeOf(other)?.ToUpperInvariant() ?? "nothing" : "nothing")}");
    }

    private static V1ErrorEntry? CheckBody(V1Template message, CloudTemplateDefinition template)
    {
        var given = ParametersOf(message, "body");
        return PartOf(template, "BODY") switch
        {
            null => CheckNone("body", template, given),
            { Text: { } text } => CheckText("body", text, given),
            _ => null,
        };
    }

    /// <summary>A part that the template does not have takes nothing; a definition without any parts says nothing of them.</summary>
    private static V1ErrorEntry? CheckNone(string part, CloudTemplateDefinition template, JsonElement[] given) =>
        template.Components is null ? null : CheckCount(part, 0, given.Length);

    private static V1ErrorEntry? CheckText(string part, string? text, JsonElement[] given) =>
        CheckCount(part, PlaceholdersIn(text), given.Length) ?? CheckTypes(part, given) ?? CheckNames(part, NamesIn(text), given);

    /// <summary>As many values as gaps.</summary>
    internal static V1ErrorEntry? CheckCount(string part, int expected, int given) => expected == given
        ? null
        : V1Errors.Of(
            CountMismatch,
            $"{part}: number of localizable_params ({given}) does not match the expected number of params ({expected})");

    private static V1ErrorEntry? CheckTypes(string part, JsonElement[] given)
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

    /// <summary>Where placeholders have names, each parameter has one of them; where they are numbered, the order counts.</summary>
    private static V1ErrorEntry? CheckNames(string part, string[] names, JsonElement[] given)
    {
        if (names.Length == 0 || names.Any(name => char.IsAsciiDigit(name[0])))
        {
            return null;
        }

        var missing = names.ToHashSet(StringComparer.Ordinal);
        for (var index = 0; index < given.Length; index++)
        {
            if (given[index].ValueKind != JsonValueKind.Object)
            {
                continue;
            }

            var name = TextIn(given[index], "parameter_name");
            if (name is null || !missing.Remove(name))
            {
                return V1Errors.Of(
                    FormatMismatch,
                    $"{part}: parameter {index + 1} must have the parameter_name {string.Join(" or ", names.Where(missing.Contains))}, got {name ?? "none"}");
            }
        }

        return null;
    }

    /// <summary>A part of a template's definition; null when it has none such.</summary>
    internal static CloudTemplatePart? PartOf(CloudTemplateDefinition template, string type) => template.Components?.FirstOrDefault(
        part => string.Equals(part.Type, type, StringComparison.OrdinalIgnoreCase));

    private static JsonElement[] ParametersOf(V1Template message, string type) =>
        [.. message.Components?.Where(part => part.Type == type).SelectMany(part => part.Parameters ?? []) ?? []];

    /// <summary>A parameter's type; null where it has none that can be read.</summary>
    internal static string? TypeOf(JsonElement parameter) => TextIn(parameter, "type");

    /// <summary>How many gaps a text has.</summary>
    internal static int PlaceholdersIn(string? text) => NamesIn(text).Length;

    private static string? TextIn(JsonElement parameter, string name) =>
        parameter.ValueKind == JsonValueKind.Object
        && parameter.TryGetProperty(name, out var text)
        && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;

    private static string[] NamesIn(string? text) =>
        text is null ? [] : [.. Placeholder().Matches(text).Select(match => match.Groups[1].Value).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{\{\s*([A-Za-z0-9_]+)\s*\}\}")]
    private static partial Regex Placeholder();
}
