using Microsoft.EntityFrameworkCore;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Keys;

/// <summary><c>DELETE /admin/v1/keys/{keyId}</c>: the key stops working everywhere within two seconds, for good.</summary>
internal static class RevokeKeyEndpoint
{
    public static void MapRevokeKey(this IEndpointRouteBuilder admin) =>
        admin.MapDelete("/keys/{keyId:guid}", HandleAsync);

    private static async Task<IResult> HandleAsync(
        Guid keyId,
        IDbContextFactory<DirectoryDbContext> contexts,
        TimeProvider clock,
        ChannelNews news,
        CancellationToken cancellationToken)
    {
        Guid channelId;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            var key = await db.ApiKeys.SingleOrDefaultAsync(key => key.Id == keyId, cancellationToken);
            if (key is null)
            {
                return new Problem(StatusCodes.Status404NotFound, "There is no key with this id.");
            }

            key.RevokedAt ??= clock.GetUtcNow(); // The first revocation stays the one that is told.
            await db.SaveChangesAsync(cancellationToken);
            channelId = key.ChannelId;
        }

        await news.TellAsync(channelId);
        return TypedResults.NoContent();
    }
}
