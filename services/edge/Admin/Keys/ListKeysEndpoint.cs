using Microsoft.EntityFrameworkCore;
using Tujenge.Edge.Admin.Channels;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Keys;

/// <summary><c>GET /admin/v1/channels/{id}/keys</c>: which keys there are, to find the one to revoke.</summary>
internal static class ListKeysEndpoint
{
    public static void MapListKeys(this IEndpointRouteBuilder admin) =>
        admin.MapGet("/channels/{id:guid}/keys", HandleAsync)
            .Describe("listKeys", "All keys of a channel, revoked ones too", "Keys")
            .Produces<KeysAnswer>()
            .Refuses(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        Guid id,
        IDbContextFactory<DirectoryDbContext> contexts,
        CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Channels.AnyAsync(channel => channel.Id == id, cancellationToken))
        {
            return ReadChannelsEndpoints.Unknown;
        }

        var keys = await db.ApiKeys.AsNoTracking()
            .Where(key => key.ChannelId == id)
            .OrderBy(key => key.CreatedAt)
            .ThenBy(key => key.Id)
            .ToListAsync(cancellationToken);

        return TypedResults.Json(new KeysAnswer([.. keys.Select(KeyAnswer.From)]), EdgeJson.Wire.KeysAnswer);
    }
}
