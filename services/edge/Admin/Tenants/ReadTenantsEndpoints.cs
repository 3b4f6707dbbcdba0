using Microsoft.EntityFrameworkCore;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Tenants;

/// <summary><c>GET /admin/v1/tenants</c> and <c>GET /admin/v1/tenants/{id}</c>.</summary>
internal static class ReadTenantsEndpoints
{
    public static void MapReadTenants(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/tenants", ListAsync)
            .Describe("listTenants", "All tenants, oldest first", "Tenants")
            .Produces<TenantsAnswer>();
        admin.MapGet("/tenants/{id:guid}", FindAsync)
            .Describe("getTenant", "One tenant", "Tenants")
            .Produces<TenantAnswer>()
            .Refuses(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(
        IDbContextFactory<DirectoryDbContext> contexts,
        CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var tenants = await db.Tenants.AsNoTracking()
            .OrderBy(tenant => tenant.CreatedAt)
            .ThenBy(tenant => tenant.Id)
            .ToListAsync(cancellationToken);

        return TypedResults.Json(new TenantsAnswer([.. tenants.Select(TenantAnswer.From)]), EdgeJson.Wire.TenantsAnswer);
    }

    private static async Task<IResult> FindAsync(
        Guid id,
        IDbContextFactory<DirectoryDbContext> contexts,
        CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var tenant = await db.Tenants.FindAsync([id], cancellationToken);

        return tenant is null
            ? TenantRules.Unknown
            : TypedResults.Json(TenantAnswer.From(tenant), EdgeJson.Wire.TenantAnswer);
    }
}
