using Microsoft.EntityFrameworkCore;
using Tujenge.Edge.Admin.Auditing;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Tenants;

/// <summary><c>DELETE /admin/v1/tenants/{id}</c>: removes a tenant that has no channels.</summary>
internal static class RemoveTenantEndpoint
{
    public static void MapRemoveTenant(this IEndpointRouteBuilder admin) => admin
        .MapDelete("/tenants/{id:guid}", HandleAsync)
        .Describe("removeTenant", "Removes a tenant that has no channels", "Tenants")
        .Produces(StatusCodes.Status204NoContent)
        .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);

    private static async Task<IResult> HandleAsync(
        Guid id,
        HttpContext context,
        IDbContextFactory<DirectoryDbContext> contexts,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Tenants.FindAsync([id], cancellationToken) is not { } tenant)
        {
            return TenantRules.Unknown;
        }

        db.Tenants.Remove(tenant);
        db.Add(context, clock.GetUtcNow(), "tenant.removed", id, fields: ("name", tenant.Name));
        try
        {
            return await db.TrySaveAsync(
                () => db.Channels.AnyAsync(channel => channel.TenantId == id, cancellationToken),
                cancellationToken)
                ? TypedResults.NoContent()
                : new Problem(StatusCodes.Status409Conflict, "The tenant has channels: give them to another, or to none, first.");
        }
        catch (DbUpdateConcurrencyException)
        {
            return TenantRules.Unknown; // Somebody else was faster.
        }
    }
}
