namespace Tujenge.Infra.Directory;

/// <summary>The templates of a WhatsApp business account as Graph told them last: good for as long as Graph says nothing newer.</summary>
public sealed class TemplateList
{
    /// <summary>Graph root and account.</summary>
    public required string Account { get; init; }

    /// <summary>WhatsApp business account.</summary>
    public required string WabaId { get; init; }

    /// <summary>Namespace of its templates; empty where Graph tells none.</summary>
    public required string Namespace { get; init; }

    /// <summary>JSON, a list of <see cref="Contracts.Cloud.CloudTemplateDefinition"/>.</summary>
    public required string Templates { get; init; }

    /// <summary>When Graph was asked.</summary>
    public required DateTimeOffset ReadAt { get; init; }

    /// <summary>How many <see cref="Changes"/> were known of when Graph was asked; what it told may be as old as that.</summary>
    public required int ReadAfter { get; init; }

    /// <summary>How often it was noted that something has changed. Counted, because the clocks of two machines differ.</summary>
    public int Changes { get; init; }
}
