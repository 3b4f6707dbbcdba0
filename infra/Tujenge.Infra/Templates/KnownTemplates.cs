using Tujenge.Contracts.Cloud;

namespace Tujenge.Infra.Templates;

/// <summary>What Graph tells of the templates of one WhatsApp business account.</summary>
/// <param name="Namespace">v1 shows it with every template; null where Graph tells none.</param>
/// <param name="All">One for each name and language.</param>
public sealed record AccountTemplates(string? Namespace, IReadOnlyList<CloudTemplateDefinition> All);

/// <summary>What is known of the templates of one WhatsApp business account, and since when.</summary>
public sealed class KnownTemplates(AccountTemplates templates, DateTimeOffset readAt)
{
    private readonly Dictionary<(string Name, string Language), CloudTemplateDefinition> _byName = templates.All
        .DistinctBy(template => (template.Name!, template.Language!))
        .ToDictionary(template => (template.Name!, template.Language!));

    /// <summary>When Graph was asked.</summary>
    public DateTimeOffset ReadAt => readAt;

    /// <summary>v1 shows it with every template.</summary>
    public string? Namespace => templates.Namespace;

    /// <summary>All templates.</summary>
    public IReadOnlyList<CloudTemplateDefinition> All => templates.All;

    /// <summary>The translation of a template; null when the account has none such.</summary>
    public CloudTemplateDefinition? Find(string name, string language) => _byName.GetValueOrDefault((name, language));
}

/// <summary>What is known of a template.</summary>
/// <param name="IsKnown">False when nobody could tell: no list could ever be read, or none that is new enough to miss it.</param>
/// <param name="Template">The definition; null when the account has none such.</param>
public readonly record struct TemplateLookup(bool IsKnown, CloudTemplateDefinition? Template)
{
    /// <summary>Nobody could tell.</summary>
    public static TemplateLookup Unknown => default;
}
