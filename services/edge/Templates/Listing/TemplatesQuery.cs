using System.Globalization;
using System.Text.Json;
using Tujenge.Contracts.Cloud;
using Tujenge.Edge.Reading;

namespace Tujenge.Edge.Templates.Listing;

/// <summary>Which templates a client wants to see (whatsapp-v1-api, section 10). Parameters that nobody knows are passed over, as v1 does.</summary>
/// <param name="Limit">1 to 1000; all of the original's pages fit.</param>
/// <param name="Offset">From 0.</param>
/// <param name="Sort">What is sorted by; a minus before it turns the order round.</param>
/// <param name="Filters">An object of what templates must have.</param>
internal sealed record TemplatesQuery(int Limit, int Offset, IReadOnlyList<string> Sort, JsonElement Filters)
{
    private const int MostLimit = 1000;
    private const string Prefix = "business_templates.";

    private static readonly string[] DefaultSort = ["business_templates.name"];
    private static readonly JsonElement NoFilters = JsonSerializer.SerializeToElement(
        new Dictionary<string, string>(), Contracts.V1.V1Json.Wire.DictionaryStringString);

    /// <summary>What of a template can be sorted by and filtered for; the names of the original, with and without its prefix.</summary>
    private static readonly Dictionary<string, Func<CloudTemplateDefinition, string?>> Members = new(StringComparer.Ordinal)
    {
        ["id"] = template => template.Id,
        ["name"] = template => template.Name,
        ["language"] = template => template.Language,
        ["status"] = template => template.Status?.ToLowerInvariant(),
        ["category"] = template => template.Category?.ToUpperInvariant(),
    };

    /// <summary>The query, or what is wrong with it.</summary>
    public static (TemplatesQuery? Query, string? Problem) Read(IQueryCollection query)
    {
        if (!TryReadNumber(query["limit"], 1, MostLimit, MostLimit, out var limit))
        {
            return (null, $"Parameter 'limit' must be a number from 1 to {MostLimit}, got {Given.Quote(query["limit"].ToString())}");
        }

        if (!TryReadNumber(query["offset"], 0, int.MaxValue, 0, out var offset))
        {
            return (null, $"Parameter 'offset' must be a number from 0 on, got {Given.Quote(query["offset"].ToString())}");
        }

        if (ReadFilters(query["filters"]) is not { } filters)
        {
            return (null, $"Parameter 'filters' must be a JSON object such as {{\"name\":\"order_ready\"}}, got {Given.Quote(query["filters"].ToString())}");
        }

        string[] sort = [.. $"{query["sort"]}".Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(name => MemberOf(name.TrimStart('-')) is not null)];
        return (new TemplatesQuery(limit, offset, sort is [] ? DefaultSort : sort, filters), null);
    }

    /// <summary>The templates that pass the filters, sorted.</summary>
    public IReadOnlyList<CloudTemplateDefinition> Select(IEnumerable<CloudTemplateDefinition> templates)
    {
        var found = templates.Where(Passes)
            .OrderBy(template => template.Name, StringComparer.Ordinal)
            .ThenBy(template => template.Language, StringComparer.Ordinal);
        foreach (var name in Sort.Reverse()) // Sorting keeps what is equal in order, so what counts most comes last.
        {
            var member = MemberOf(name.TrimStart('-'))!;
            found = name.StartsWith('-')
                ? found.OrderByDescending(member, StringComparer.Ordinal)
                : found.OrderBy(member, StringComparer.Ordinal);
        }

        return [.. found];
    }

    /// <summary>A filter for what templates do not have here lets all pass: the original has more of them than is known.</summary>
    private bool Passes(CloudTemplateDefinition template) => Filters.EnumerateObject().All(filter =>
        MemberOf(filter.Name) is not { } member
        || filter.Value.ValueKind != JsonValueKind.String
        || string.Equals(member(template), filter.Value.GetString(), StringComparison.OrdinalIgnoreCase));

    private static Func<CloudTemplateDefinition, string?>? MemberOf(string name) =>
        Members.GetValueOrDefault(name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name);

    private static bool TryReadNumber(string? text, int least, int most, int otherwise, out int number)
    {
        number = otherwise;
        return string.IsNullOrEmpty(text)
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most);
    }

    private static JsonElement? ReadFilters(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return NoFilters;
        }

        using var body = JsonBody.Parse(System.Text.Encoding.UTF8.GetBytes(text));
        return body.Violation is null ? body.Root.Value.Clone() : null;
    }
}
