using Microsoft.EntityFrameworkCore;
using Tujenge.Edge.Admin.Auditing;
using Tujenge.Edge.Reading;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Tenants;

/// <summary><c>POST /admin/v1/tenants</c>: adds a tenant.</summary>
internal static class CreateTenantEndpoint
{
    public static void MapCreateTenant(this IEndpointRouteBuilder admin) => admin
        .MapPost("/tenants", HandleAsync)
        .Describe("createTenant", "Adds a tenant", "Tenants")
        .Accepts<TenantRequest>("application/json")
        .Produces<TenantAnswer>(StatusCodes.Status201Created)
        .Refuses(StatusCodes.Status409Conflict);

    private static async Task<IResult> HandleAsync(
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

        var now = clock.GetUtcNow();
        var tenant = new Tenant { Id = Guid.CreateVersion7(now), Name = name, CreatedAt = now };
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Tenants.Add(tenant);
        db.Add(context, now, "tenant.created", tenant.Id, fields: ("name", name));
        if (!await db.TrySaveAsync(() => db.Tenants.AnyAsync(other => other.Name == name, cancellationToken), cancellationToken))
        {
            return TenantRules.Taken;
        }

        return TypedResults.Json(
            TenantAnswer.From(tenant),
            EdgeJson.Wire.TenantAnswer,
            statusCode: StatusCodes.Status201Created);
    }
}
