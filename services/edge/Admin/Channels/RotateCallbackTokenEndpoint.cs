using Microsoft.EntityFrameworkCore;
using Tujenge.Edge.Admin.Auditing;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Channels;

/// <summary>
/// <c>POST /admin/v1/channels/{id}/callback-token</c>: makes another token for the address that the v1 server calls. The former
/// one ends at once: whoever has got hold of it can speak for WhatsApp.
/// </summary>
internal static class RotateCallbackTokenEndpoint
{
    public static void MapRotateCallbackToken(this IEndpointRouteBuilder admin) => admin
        .MapPost("/channels/{id:guid}/callback-token", HandleAsync)
        .Describe("rotateCallbackToken", "Makes another token for the address that the v1 server calls", "Channels")
        .Produces<ChannelAnswer>(StatusCodes.Status201Created)
        .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);

    private static async Task<IResult> HandleAsync(
        Guid id,
        HttpContext context,
        IDbContextFactory<DirectoryDbContext> contexts,
        TimeProvider clock,
        ChannelNews news,
        CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Channels.FindAsync([id], cancellationToken) is not { } channel)
        {
            return ReadChannelsEndpoints.Unknown;
        }

        if (channel.Upstream != Upstream.V1)
        {
            return new Problem(StatusCodes.Status409Conflict, "The channel has no v1 server that would call with a token.");
        }

        var answer = ChannelUpstream.Introduce(channel);
        db.Add(context, clock.GetUtcNow(), "channel.callback_token_rotated", id, id);
        await db.SaveChangesAsync(cancellationToken);

        await news.TellAsync(id);
        return TypedResults.Json(answer, EdgeJson.Wire.ChannelAnswer, statusCode: StatusCodes.Status201Created);
    }
}
