using Microsoft.EntityFrameworkCore;
using Tujenge.Edge.Admin.Channels;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Keys;

/// <summary><c>POST /admin/v1/channels/{id}/keys</c>: makes a key. A channel may have several, for changing them over.</summary>
internal static class CreateKeyEndpoint
{
    public static void MapCreateKey(this IEndpointRouteBuilder admin) =>
        admin.MapPost("/channels/{id:guid}/keys", HandleAsync);

    private static async Task<IResult> HandleAsync(
        Guid id,
        IDbContextFactory<DirectoryDbContext> contexts,
        TimeProvider clock,
        ChannelNews news,
        CancellationToken cancellationToken)
    {
        var text = ApiKey.NewKey();
        var now = clock.GetUtcNow();
        var key = new ApiKey { Id = Guid.CreateVersion7(now), ChannelId = id, Hash = ApiKey.HashOf(text), CreatedAt = now };
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (!await db.Channels.AnyAsync(channel => channel.Id == id, cancellationToken))
            {
                return ReadChannelsEndpoints.Unknown;
            }

            db.ApiKeys.Add(key);
            await db.SaveChangesAsync(cancellationToken);
        }

        await news.TellAsync(id);
        return TypedResults.Json(
            new CreatedKeyAnswer(key.Id, text, key.CreatedAt),
            EdgeJson.Wire.CreatedKeyAnswer,
            statusCode: StatusCodes.Status201Created);
    }
}
