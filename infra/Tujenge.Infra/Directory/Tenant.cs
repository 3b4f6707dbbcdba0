namespace Tujenge.Infra.Directory;

/// <summary>A customer of the installation: what its channels are grouped by. A channel need not have one.</summary>
public sealed class Tenant
{
    /// <summary>Our id of the tenant.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its name, unique in the installation.</summary>
    public required string Name { get; set; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
