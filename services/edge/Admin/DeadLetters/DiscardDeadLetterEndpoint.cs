using Microsoft.EntityFrameworkCore;
using Tujenge.Edge.Admin.Auditing;
using Tujenge.Edge.DeadLetters;
using Tujenge.Edge.Persistence;
using Tujenge.Edge.Reading;

namespace Tujenge.Edge.Admin.DeadLetters;

/// <summary><c>POST /admin/v1/dead-letters/{id}/discard</c>: gives a message up, for a reason, and erases what it says.</summary>
internal static class DiscardDeadLetterEndpoint
{
    public static void MapDiscardDeadLetter(this IEndpointRouteBuilder admin) => admin
        .MapPost("/dead-letters/{id:guid}/discard", HandleAsync)
        .Describe("discardDeadLetter", "Gives a message up; what it says is erased", "Dead letters")
        .Accepts<DiscardRequest>("application/json")
        .Produces(StatusCodes.Status204NoContent)
        .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);

    private static async Task<IResult> HandleAsync(
        Guid id,
        HttpContext context,
        IDbContextFactory<EdgeDbContext> contexts,
        DeadLetterWake wake,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        using var body = JsonBody.Parse(await RequestBody.ReadAsync(context));
        var reason = body.Root.Reason();
        if (body.Violation is { } violation)
        {
            return Problem.From(violation);
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await ReadDeadLettersEndpoints.FindObstacleAsync(db, id, cancellationToken) is { } obstacle)
        {
            return obstacle;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.ClaimAsync(id, cancellationToken) is not { } letter)
        {
            return ReplayDeadLettersEndpoints.Taken;
        }

        letter.End(DeadLetterState.Discarded, clock.GetUtcNow(), reason);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        wake.Signal.Wake();
        await trail.RecordAsync(context, "dead_letter.discarded", id, letter.ChannelId, ("reason", reason));
        return TypedResults.NoContent();
    }
}
