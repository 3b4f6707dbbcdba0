using Microsoft.EntityFrameworkCore;
using Tujenge.Edge.Admin.Auditing;
using Tujenge.Edge.Reading;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Secrets;

namespace Tujenge.Edge.Admin.Channels;

/// <summary><c>POST /admin/v1/channels</c>: adds a business phone number.</summary>
internal static class CreateChannelEndpoint
{
    public static void MapCreateChannel(this IEndpointRouteBuilder admin) => admin
        .MapPost("/channels", HandleAsync)
        .Describe("createChannel", "Adds a business phone number", "Channels")
        .Accepts<ChannelRequest>("application/json")
        .Produces<ChannelAnswer>(StatusCodes.Status201Created)
        .Refuses(StatusCodes.Status409Conflict);

    private static async Task<IResult> HandleAsync(
        HttpContext context,
        IDbContextFactory<DirectoryDbContext> contexts,
        SecretProtector secrets,
        TimeProvider clock,
        ChannelNews news,
        CancellationToken cancellationToken)
    {
        using var body = JsonBody.Parse(await RequestBody.ReadAsync(context));
        var now = clock.GetUtcNow();
        var channel = NewChannel.At(now, secrets);
        ChannelRules.DemandAll(body.Root);
        var fields = ChannelRules.Apply(body.Root, channel, secrets);
        if (body.Violation is { } violation)
        {
            return Problem.From(violation);
        }

        var answer = ChannelUpstream.Introduce(channel);
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            db.Channels.Add(channel);
            db.Add(context, now, "channel.created", channel.Id, channel.Id, fields);
            if (await db.TrySaveAsync(channel, cancellationToken) is { } problem)
            {
                return problem;
            }
        }

        await news.TellAsync(channel.Id);
        return TypedResults.Json(answer, EdgeJson.Wire.ChannelAnswer, statusCode: StatusCodes.Status201Created);
    }
}
