using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tujenge.Edge.Reading;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Auditing;

/// <summary><c>GET /admin/v1/audit</c>: who changed what, newest first.</summary>
internal static class ReadAuditEndpoint
{
    public static void MapReadAudit(this IEndpointRouteBuilder admin) => admin
        .MapGet("/audit", HandleAsync)
        .Describe("listAudit", "Who changed what, newest first", "Audit")
        .Produces<AuditTrailAnswer>();

    private static async Task<IResult> HandleAsync(
        [AsParameters] AuditQuery query,
        HttpRequest request,
        IDbContextFactory<DirectoryDbContext> contexts,
        CancellationToken cancellationToken)
    {
        var reading = new QueryReading(request.Query);
        var channelId = reading.Id("channel_id", query.ChannelId);
        var before = reading.Place("before", query.Before);
        var limit = reading.Limit("limit", query.Limit);
        if (reading.Violation is { } violation)
        {
            return Problem.From(violation);
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var entries = await db.AuditTrail.AsNoTracking()
            .Where(entry => channelId == null || entry.ChannelId == channelId)
            .Where(entry => before == null || entry.Sequence < before)
            .OrderByDescending(entry => entry.Sequence)
            .Take(limit + 1) // to see whether there are more
            .ToListAsync(cancellationToken);

        return TypedResults.Json(
            new AuditTrailAnswer(
                [.. entries.Take(limit).Select(AuditEntryAnswer.From)],
                entries.Count > limit ? entries[limit - 1].Sequence : null),
            EdgeJson.Wire.AuditTrailAnswer);
    }
}

/// <summary>The query of <c>GET /admin/v1/audit</c>.</summary>
/// <param name="ChannelId">Only what concerns this channel.</param>
/// <param name="Before">The <c>next</c> of the page before.</param>
/// <param name="Limit">Entries of a page, 1 to 200; 50 unless given.</param>
internal sealed record AuditQuery(
    [FromQuery(Name = "channel_id")] string? ChannelId,
    [FromQuery(Name = "before")] string? Before,
    [FromQuery(Name = "limit")] string? Limit);
