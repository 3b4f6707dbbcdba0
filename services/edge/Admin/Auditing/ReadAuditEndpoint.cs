using Microsoft.EntityFrameworkCore;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Auditing;

/// <summary><c>GET /admin/v1/audit</c>: who changed what, newest first.</summary>
internal static class ReadAuditEndpoint
{
    private const int DefaultPage = 50;
    private const int LargestPage = 200;

    public static void MapReadAudit(this IEndpointRouteBuilder admin) => admin
        .MapGet("/audit", HandleAsync)
        .Describe("listAudit", "Who changed what, newest first", "Audit")
        .Produces<AuditTrailAnswer>();

    private static async Task<IResult> HandleAsync(
        IDbContextFactory<DirectoryDbContext> contexts,
        CancellationToken cancellationToken,
        Guid? channel_id = null,
        long? before = null,
        int limit = DefaultPage)
    {
        if (limit is < 1 or > LargestPage)
        {
            return new Problem(StatusCodes.Status400BadRequest, $"Parameter 'limit' must be between 1 and {LargestPage}", "limit");
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var entries = await db.AuditTrail.AsNoTracking()
            .Where(entry => channel_id == null || entry.ChannelId == channel_id)
            .Where(entry => before == null || entry.Sequence < before)
            .OrderByDescending(entry => entry.Sequence)
            .Take(limit)
            .ToListAsync(cancellationToken);

        return TypedResults.Json(
            new AuditTrailAnswer(
                [.. entries.Select(AuditEntryAnswer.From)],
                entries.Count == limit ? entries[^1].Sequence : null),
            EdgeJson.Wire.AuditTrailAnswer);
    }
}
