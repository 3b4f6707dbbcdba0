using System.Globalization;
using System.Text.Json;
using Tujenge.Contracts.V1;

namespace Tujenge.Simulator.OnPremises.Templates;

/// <summary>Which templates a client wants to see; they come sorted by name.</summary>
internal sealed record TemplatesQuery(int Limit, int Offset, JsonElement Filters)
{
    private const int MostLimit = 1000;

    public static IReadOnlyList<string> Sort { get; } = ["business_templates.name"];

    /// <summary>Null when it cannot be understood.</summary>
    public static TemplatesQuery? Read(IQueryCollection query) =>
        NumberIn(query["limit"], MostLimit) is { } limit and > 0 and <= MostLimit
        && NumberIn(query["offset"], 0) is { } offset
        && FiltersIn(query["filters"]) is { } filters
            ? new TemplatesQuery(limit, offset, filters)
            : null;

    /// <summary>Those that have what the filters name.</summary>
    public IEnumerable<V1TemplateDefinition> Select(IEnumerable<V1TemplateDefinition> templates) => templates
        .Where(template => Filters.EnumerateObject().All(filter => MemberOf(template, filter.Name) is not { } value || filter.Value.ValueEquals(value)))
        .OrderBy(template => template.Name, StringComparer.Ordinal)
        .ThenBy(template => template.Language, StringComparer.Ordinal);

    private static string? MemberOf(V1TemplateDefinition template, string name) => name switch
    {
        "id" => template.Id,
        "name" => template.Name,
        "language" => template.Language,
        "status" => template.Status,
        "category" => template.Category,
        _ => null,
    };

    private static int? NumberIn(string? text, int otherwise) =>
        string.IsNullOrEmpty(text) ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : null;

    private static JsonElement? FiltersIn(string? text)
    {
        try
        {
            var filters = JsonElement.Parse(string.IsNullOrEmpty(text) ? "{}" : text);
            return filters.ValueKind == JsonValueKind.Object && filters.EnumerateObject().All(filter => filter.Value.ValueKind == JsonValueKind.String)
                ? filters
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
