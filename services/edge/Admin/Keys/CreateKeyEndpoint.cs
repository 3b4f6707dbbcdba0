using Microsoft.EntityFrameworkCore;
using Tujenge.Edge.Admin.Auditing;
using Tujenge.Edge.Admin.Channels;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Keys;

/// <summary><c>POST /admin/v1/channels/{id}/keys</c>: makes a key. A channel may have several, for changing them over.</summary>
internal static class CreateKeyEndpoint
{
    public static void MapCreateKey(this IEndpointRouteBuilder admin) =>
        admin.MapPost("/channels/{id:guid}/keys", HandleAsync)
            .Describe("createKey", "Makes a key; its text is shown once", "Keys")
            .Produces<CreatedKeyAnswer>(StatusCodes.Status201Created)
            .Refuses(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        Guid id,
        HttpContext context,
        IDbContextFactory<DirectoryDbContext> contexts,
        TimeProvider clock,
        ChannelNews news,
        CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (key, text) = NewKey.At(now, id);
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (!await db.Channels.AnyAsync(channel => channel.Id == id, cancellationToken))
            {
                return ReadChannelsEndpoints.Unknown;
            }

            db.ApiKeys.Add(key);
            db.Add(context, now, "key.created", key.Id, id);
            await db.SaveChangesAsync(cancellationToken);
        }

        await news.TellAsync(id);
        return TypedResults.Json(
            new CreatedKeyAnswer(key.Id, text, key.CreatedAt),
            EdgeJson.Wire.CreatedKeyAnswer,
            statusCode: StatusCodes.Status201Created);
    }
}
