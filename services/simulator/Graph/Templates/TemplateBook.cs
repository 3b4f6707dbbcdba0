using System.Text.RegularExpressions;

namespace Tujenge.Simulator.Graph.Templates;

/// <summary>Message templates, the same for every WhatsApp business account here.</summary>
internal sealed partial class TemplateBook
{
    private static readonly TemplateSettings[] Default =
    [
        new() { Name = "hello_world", Language = "en_US", Body = "Hello World" },
        new() { Name = "order_ready", Language = "sw", Body = "Habari {{1}}, oda {{2}} iko tayari." },
        new() { Name = "order_ready", Language = "en_US", Body = "Hi {{1}}, order {{2}} is ready." },
    ];

    private volatile IReadOnlyList<TemplateSettings> _all = Default;

    public IReadOnlyList<TemplateSettings> All => _all;

    public void Set(IReadOnlyList<TemplateSettings> templates) => _all = templates;

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
}

/// <summary>All templates.</summary>
internal sealed record TemplateList
{
    public IReadOnlyList<TemplateSettings> Templates { get; set; } = [];
}
