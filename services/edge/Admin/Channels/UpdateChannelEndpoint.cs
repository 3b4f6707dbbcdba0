using Microsoft.EntityFrameworkCore;
using Tujenge.Edge.Admin.Auditing;
using Tujenge.Edge.Reading;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Secrets;

namespace Tujenge.Edge.Admin.Channels;

/// <summary><c>PATCH /admin/v1/channels/{id}</c>: changes what the body has, such as a token that ran out.</summary>
internal static class UpdateChannelEndpoint
{
    public static void MapUpdateChannel(this IEndpointRouteBuilder admin) => admin
        .MapPatch("/channels/{id:guid}", HandleAsync)
        .Describe("updateChannel", "Changes what the body has", "Channels")
        .Accepts<ChannelChangeRequest>("application/json")
        .Produces<ChannelAnswer>()
        .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);

    private static async Task<IResult> HandleAsync(
        Guid id,
        HttpContext context,
        IDbContextFactory<DirectoryDbContext> contexts,
        SecretProtector secrets,
        TimeProvider clock,
        ChannelNews news,
        CancellationToken cancellationToken)
    {
        using var body = JsonBody.Parse(await RequestBody.ReadAsync(context));
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Channels.FindAsync([id], cancellationToken) is not { } channel)
        {
            return ReadChannelsEndpoints.Unknown;
        }

        var upstream = channel.Upstream;
        var fields = ChannelRules.Apply(body.Root, channel, secrets);
        if (body.Violation is { } violation)
        {
            return Problem.From(violation);
        }

        if (fields is [])
        {
            return new Problem(StatusCodes.Status400BadRequest, "The body changes nothing: it has none of a channel's fields, or null for one that must have a value.");
        }

        var answer = channel.Upstream == upstream
            ? ChannelAnswer.From(channel, await db.NoticesOfAsync(id, cancellationToken))
            : ChannelUpstream.Introduce(channel);
        db.Add(context, clock.GetUtcNow(), "channel.updated", id, id, fields);
        if (await db.TrySaveAsync(channel, cancellationToken) is { } problem)
        {
            return problem;
        }

        await news.TellAsync(id);
        return TypedResults.Json(answer, EdgeJson.Wire.ChannelAnswer);
    }
}
