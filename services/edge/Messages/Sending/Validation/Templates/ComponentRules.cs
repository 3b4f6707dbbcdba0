using System.Globalization;
using System.Text.Json;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages.Sending.Validation.Templates;

/// <summary>Rules for one component of a template.</summary>
internal static class ComponentRules
{
    private const int LastButton = 9;

    public static V1TemplateComponent Read(Field component)
    {
        var type = component.Required().Object().WarnOfOthers("type", "sub_type", "index", "parameters")["type"].Required().Text()?.ToLowerInvariant() ?? "";
        if (type is not ("header" or "body" or "button" or "footer"))
        {
            component["type"].Refuse(
                V1Code.ValueInvalid, $"must be one of header, body, button, footer, got {Given.Quote(type)}");
        }

        var isButton = type == "button";
        var parameters = Parameters(component["parameters"]);
        if (type == "footer" && parameters is { Length: > 0 })
        {
            component["parameters"].Refuse(V1Code.ParameterNotRequired, "is not required: footers have no placeholders");
        }

        return new V1TemplateComponent
        {
            Type = type,
            SubType = (isButton ? component["sub_type"].Required() : component["sub_type"]).Text()?.ToLowerInvariant(),
            Index = Index(isButton ? component["index"].Required() : component["index"]),
            Parameters = parameters,
        };
    }

    private static string? Index(Field index)
    {
        if (index.Written("a string or a number") is not { } written)
        {
            return null;
        }

        if (decimal.TryParse(written, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var position)
            && position <= LastButton
            && decimal.IsInteger(position))
        {
            return position.ToString("0", CultureInfo.InvariantCulture);
        }

        index.Refuse(V1Code.ValueInvalid, $"must be a whole number from 0 to {LastButton}, got {Given.Quote(written)}");
        return null;
    }

    private static JsonElement[]? Parameters(Field parameters) =>
        parameters.IsPresent ? [.. parameters.ItemsOrOne().Select(ParameterRules.Read)] : null;
}
