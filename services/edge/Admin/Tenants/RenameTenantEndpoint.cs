using Microsoft.EntityFrameworkCore;
using Tujenge.Edge.Admin.Auditing;
using Tujenge.Edge.Reading;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Tenants;

/// <summary><c>PATCH /admin/v1/tenants/{id}</c>: gives a tenant another name.</summary>
internal static class RenameTenantEndpoint
{
    public static void MapRenameTenant(this IEndpointRouteBuilder admin) => admin
        .MapPatch("/tenants/{id:guid}", HandleAsync)
        .Describe("renameTenant", "Gives a tenant another name", "Tenants")
        .Accepts<TenantRequest>("application/json")
        .Produces<TenantAnswer>()
        .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);

    private static async Task<IResult> HandleAsync(
        Guid id,
        HttpContext context,
        IDbContextFactory<DirectoryDbContext> contexts,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        using var body = JsonBody.Parse(await RequestBody.ReadAsync(context));
        var name = TenantRules.ReadName(body.Root);
        if (body.Violation is { } violation)
        {
            return Problem.From(violation);
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Tenants.FindAsync([id], cancellationToken) is not { } tenant)
        {
            return TenantRules.Unknown;
        }

        tenant.Name = name;
        db.Add(context, clock.GetUtcNow(), "tenant.renamed", id, fields: ("name", name));
        try
        {
            return await db.TrySaveAsync(
                () => db.Tenants.AnyAsync(other => other.Name == name && other.Id != id, cancellationToken),
                cancellationToken)
                ? TypedResults.Json(TenantAnswer.From(tenant), EdgeJson.Wire.TenantAnswer)
                : TenantRules.Taken;
        }
        catch (DbUpdateConcurrencyException)
        {
            return TenantRules.Unknown; // It was removed meanwhile.
        }
    }
}
