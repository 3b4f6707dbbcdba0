using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Tenants;

/// <summary>A tenant.</summary>
internal sealed record TenantAnswer(Guid Id, string Name, DateTimeOffset CreatedAt)
{
    public static TenantAnswer From(Tenant tenant) => new(tenant.Id, tenant.Name, tenant.CreatedAt);
}

/// <summary>All tenants, oldest first.</summary>
internal sealed record TenantsAnswer(IReadOnlyList<TenantAnswer> Tenants);

/// <summary>Body of a request that adds or renames a tenant: 1 to 128 characters.</summary>
internal sealed record TenantRequest(string Name);
