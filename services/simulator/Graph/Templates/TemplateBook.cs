using System.Text.RegularExpressions;
using Tujenge.Contracts.Cloud;

namespace Tujenge.Simulator.Graph.Templates;

/// <summary>Message templates of one account.</summary>
/// <param name="first">What there is at first.</param>
internal sealed partial class TemplateBook(IReadOnlyList<TemplateSettings> first)
{
    /// <summary>What there is while nobody has said otherwise.</summary>
    public static IReadOnlyList<TemplateSettings> Default { get; } =
    [
        new() { Name = "hello_world", Language = "en_US", Body = "Hello World" },
        new() { Name = "order_ready", Language = "sw", Body = "Habari {{1}}, oda {{2}} iko tayari." },
        new() { Name = "order_ready", Language = "en_US", Body = "Hi {{1}}, order {{2}} is ready." },
    ];

    private readonly Lock _gate = new();

    private volatile IReadOnlyList<TemplateSettings> _all = first;

    public IReadOnlyList<TemplateSettings> All => _all;

    /// <summary>Replaces all.</summary>
    /// <returns>Those whose status is not what it was.</returns>
    public IReadOnlyList<TemplateSettings> Set(IReadOnlyList<TemplateSettings> templates)
    {
        lock (_gate)
        {
            var before = _all;
            _all = templates;
            return
            [
                .. templates.Where(template => before.Any(other =>
                    other.Name == template.Name && other.Language == template.Language && other.Status != template.Status)),
            ];
        }
    }

    /// <summary>Adds one; false when there is one of this name and language.</summary>
    public bool TryAdd(TemplateSettings template)
    {
        lock (_gate)
        {
            if (Find(template.Name, template.Language) is not null)
            {
                return false;
            }

            _all = [.. _all, template];
            return true;
        }
    }

    /// <summary>Removes all translations; false when there is none.</summary>
    public bool Remove(string name)
    {
        lock (_gate)
        {
            var before = _all.Count;
            _all = [.. _all.Where(template => template.Name != name)];
            return _all.Count < before;
        }
    }

    public TemplateSettings? Find(string name, string language) =>
        _all.FirstOrDefault(template => template.Name == name && template.Language == language);

    /// <summary>How many different placeholders a body has.</summary>
    public static int PlaceholdersIn(string body) =>
        Placeholder().Matches(body).Select(match => match.Value).Distinct(StringComparer.Ordinal).Count();

    [GeneratedRegex(@"\{\{\s*\w+\s*\}\}")]
    private static partial Regex Placeholder();
}

/// <summary>A template as set. Setters where there is a default: see <see cref="Faults.FaultSettings"/>.</summary>
internal sealed record TemplateSettings
{
    public string Name { get; set; } = "";

    public string Language { get; set; } = "en_US";

    /// <summary>With placeholders such as <c>{{1}}</c>.</summary>
    public string Body { get; set; } = "";

    /// <summary><c>APPROVED</c>, <c>PAUSED</c>, <c>DISABLED</c>, <c>REJECTED</c>, <c>PENDING</c>.</summary>
    public string Status { get; set; } = "APPROVED";

    /// <summary><c>AUTHENTICATION</c>, <c>MARKETING</c>, <c>UTILITY</c>.</summary>
    public string Category { get; set; } = "UTILITY";

    /// <summary>Header, footer, buttons and body, where there is more than a body.</summary>
    public IReadOnlyList<CloudTemplatePart>? Components { get; set; }
}

/// <summary>All templates.</summary>
internal sealed record TemplateList
{
    /// <summary>Whose they are: a WhatsApp business account, or the number of a v1 server, by id. Without it, everybody's.</summary>
    public string? Account { get; set; }

    public IReadOnlyList<TemplateSettings> Templates { get; set; } = [];
}
