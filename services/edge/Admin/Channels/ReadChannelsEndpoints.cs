using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Tujenge.Edge.Reading;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Channels;

/// <summary><c>GET /admin/v1/channels</c> and <c>GET /admin/v1/channels/{id}</c>, past the cache.</summary>
internal static class ReadChannelsEndpoints
{
    public static void MapReadChannels(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/channels", ListAsync)
            .Describe("listChannels", "All channels, or those of one tenant, oldest first", "Channels")
            .Produces<ChannelsAnswer>();
        admin.MapGet("/channels/{id:guid}", FindAsync)
            .Describe("getChannel", "One channel", "Channels")
            .Produces<ChannelAnswer>()
            .Refuses(StatusCodes.Status404NotFound);
    }

    /// <summary>What is answered about a channel that does not exist.</summary>
    public static Problem Unknown { get; } = new(StatusCodes.Status404NotFound, "There is no channel with this id.");

    private static async Task<IResult> ListAsync(
        [FromQuery(Name = "tenant_id")] string? tenant,
        HttpRequest request,
        IDbContextFactory<DirectoryDbContext> contexts,
        CancellationToken cancellationToken)
    {
        var reading = new QueryReading(request.Query);
        var tenantId = reading.Id("tenant_id", tenant);
        if (reading.Violation is { } violation)
        {
            return Problem.From(violation);
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var channels = await db.Channels.AsNoTracking()
            .Where(channel => tenantId == null || channel.TenantId == tenantId)
            .OrderBy(channel => channel.CreatedAt)
            .ThenBy(channel => channel.Id)
            .ToListAsync(cancellationToken);
        var notices = (await db.AccountNotices.AsNoTracking()
            .Where(notice => tenantId == null || db.Channels.Any(channel => channel.Id == notice.ChannelId && channel.TenantId == tenantId))
            .ToListAsync(cancellationToken)).ToLookup(notice => notice.ChannelId);

        return TypedResults.Json(
            new ChannelsAnswer([.. channels.Select(channel => ChannelAnswer.From(channel, notices[channel.Id]))]),
            EdgeJson.Wire.ChannelsAnswer);
    }

    private static async Task<IResult> FindAsync(
        Guid id,
        IDbContextFactory<DirectoryDbContext> contexts,
        CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var channel = await db.Channels.AsNoTracking().SingleOrDefaultAsync(channel => channel.Id == id, cancellationToken);

        return channel is null
            ? Unknown
            : TypedResults.Json(ChannelAnswer.From(channel, await db.NoticesOfAsync(id, cancellationToken)), EdgeJson.Wire.ChannelAnswer);
    }
}
