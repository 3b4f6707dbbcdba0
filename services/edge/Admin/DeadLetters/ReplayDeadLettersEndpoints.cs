using Microsoft.EntityFrameworkCore;
using Tujenge.Edge.Admin.Auditing;
using Tujenge.Edge.DeadLetters.Replaying;
using Tujenge.Edge.Persistence;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Admin.DeadLetters;

/// <summary>
/// <c>POST /admin/v1/dead-letters/{id}/replay</c> and <c>POST /admin/v1/dead-letters/replay</c> for many: back to where
/// they came from.
/// </summary>
internal static class ReplayDeadLettersEndpoints
{
    public static void MapReplayDeadLetters(this IEndpointRouteBuilder admin)
    {
        admin.MapPost("/dead-letters/{id:guid}/replay", ReplayAsync)
            .Describe("replayDeadLetter", "Puts one back into its queue", "Dead letters")
            .Produces(StatusCodes.Status204NoContent)
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        admin.MapPost("/dead-letters/replay", ReplayManyAsync)
            .Describe("replayDeadLetters", "Puts those of a queue, or all, back", "Dead letters")
            .Accepts<BulkReplayRequest>("application/json")
            .Produces<BulkReplayAnswer>();
    }

    /// <summary>What is answered when two end one dead letter at the same time.</summary>
    public static Problem Taken { get; } = new(StatusCodes.Status409Conflict, "Somebody else has just ended this dead letter, or is about to.");

    private static Problem NoQueue { get; } = new(StatusCodes.Status409Conflict, "The queue of this dead letter is not known or does not exist.");

    private static async Task<IResult> ReplayAsync(
        Guid id,
        HttpContext context,
        IDbContextFactory<EdgeDbContext> contexts,
        Replay replay,
        AuditTrail trail,
        CancellationToken cancellationToken)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (await ReadDeadLettersEndpoints.FindObstacleAsync(db, id, cancellationToken) is { } obstacle)
            {
                return obstacle;
            }
        }

        var end = await replay.RunAsync(id);
        if (end == ReplayEnd.Sent)
        {
            await trail.RecordAsync(context, "dead_letter.replayed", id);
        }

        return end switch
        {
            ReplayEnd.Sent => TypedResults.NoContent(),
            ReplayEnd.Taken => Taken,
            ReplayEnd.NoQueue => NoQueue,
            _ => NotConfirmed("This dead letter still waits"),
        };
    }

    private static async Task<IResult> ReplayManyAsync(
        HttpContext context,
        BulkReplay replay,
        AuditTrail trail,
        CancellationToken cancellationToken)
    {
        using var body = JsonBody.Parse(await RequestBody.ReadAsync(context));
        var queue = body.Root.Only("queue", "all")["queue"].Text(most: 255);
        var all = body.Root["all"].Flag() ?? false;
        if (queue is null == !all)
        {
            body.Root["queue"].Refuse(V1Code.ParameterMissing, "names the queue whose dead letters to replay; or send \"all\": true");
        }

        if (body.Violation is { } violation)
        {
            return Problem.From(violation);
        }

        var end = await replay.RunAsync(queue, cancellationToken);
        if (end.Replayed > 0)
        {
            await trail.RecordAsync(context, "dead_letters.replayed", queue ?? "all", fields: ("replayed", end.Replayed));
        }

        return end.IsBroken
            ? NotConfirmed($"{end.Replayed} dead letters are replayed, the others still wait")
            : TypedResults.Json(
                new BulkReplayAnswer(end.Replayed, end.WithoutQueue, end.Remaining), EdgeJson.Wire.BulkReplayAnswer);
    }

    private static Problem NotConfirmed(string what) =>
        new(StatusCodes.Status503ServiceUnavailable, $"The message broker did not confirm. {what}; try again.");
}
