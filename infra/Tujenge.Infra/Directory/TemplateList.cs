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

    /// <summary>When Graph was asked; long ago once something has changed.</summary>
    public required DateTimeOffset ReadAt { get; init; }
}
