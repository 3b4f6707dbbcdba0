using Microsoft.EntityFrameworkCore;
using Tujenge.Edge.Admin.Auditing;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Keys;

/// <summary><c>DELETE /admin/v1/keys/{keyId}</c>: the key stops working everywhere within two seconds, for good.</summary>
internal static class RevokeKeyEndpoint
{
    public static void MapRevokeKey(this IEndpointRouteBuilder admin) =>
        admin.MapDelete("/keys/{keyId:guid}", HandleAsync)
            .Describe("revokeKey", "The key stops working everywhere within two seconds, for good", "Keys")
            .Produces(StatusCodes.Status204NoContent)
            .Refuses(StatusCodes.Status404NotFound);

    /// <summary>What is answered about a key that does not exist.</summary>
    public static Problem Unknown { get; } = new(StatusCodes.Status404NotFound, "There is no key with this id.");

    private static async Task<IResult> HandleAsync(
        Guid keyId,
        HttpContext context,
        IDbContextFactory<DirectoryDbContext> contexts,
        TimeProvider clock,
        ChannelNews news,
        CancellationToken cancellationToken)
    {
        Guid channelId;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            var key = await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(key => key.Id == keyId, cancellationToken);
            if (key is null)
            {
                return Unknown;
            }

            var now = clock.GetUtcNow();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var revoked = await db.ApiKeys
                .Where(key => key.Id == keyId && key.RevokedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(key => key.RevokedAt, now), cancellationToken);
            if (revoked > 0) // The first revocation stays the one that is told.
            {
                db.Add(context, now, "key.revoked", keyId, key.ChannelId);
                await db.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }

            channelId = key.ChannelId;
        }

        await news.TellAsync(channelId);
        return TypedResults.NoContent();
    }
}
