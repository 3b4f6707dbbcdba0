using Microsoft.EntityFrameworkCore;
using Tujenge.Edge.DeadLetters;
using Tujenge.Edge.Persistence;
using Tujenge.Edge.Reading;

namespace Tujenge.Edge.Admin.DeadLetters;

/// <summary><c>GET /admin/v1/dead-letters</c> and <c>GET /admin/v1/dead-letters/{id}</c>.</summary>
internal static class ReadDeadLettersEndpoints
{
    public static void MapReadDeadLetters(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/dead-letters", ListAsync)
            .Describe("listDeadLetters", "Lists dead letters, oldest first", "Dead letters")
            .Produces<DeadLettersAnswer>();
        admin.MapGet("/dead-letters/{id:guid}", FindAsync)
            .Describe("getDeadLetter", "Reads one dead letter with its headers and its body", "Dead letters")
            .Produces<DeadLetterDetailAnswer>()
            .Refuses(StatusCodes.Status404NotFound);
    }

    /// <summary>What is answered about a dead letter that does not exist.</summary>
    public static Problem Unknown { get; } = new(StatusCodes.Status404NotFound, "There is no dead letter with this id.");

    /// <summary>What forbids to end a dead letter: that it does not exist or has ended. Null when it waits.</summary>
    public static async Task<Problem?> FindObstacleAsync(EdgeDbContext db, Guid id, CancellationToken cancellationToken)
    {
        var letter = await db.DeadLetters.AsNoTracking()
            .Where(letter => letter.Id == id)
            .Select(letter => new { letter.State })
            .SingleOrDefaultAsync(cancellationToken);

        return letter switch
        {
            null => Unknown,
            { State: DeadLetterState.Waiting } => null,
            _ => new Problem(StatusCodes.Status409Conflict, $"This dead letter is {letter.State.ToWire()} already."),
        };
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] DeadLetterQuery query,
        HttpRequest request,
        IDbContextFactory<EdgeDbContext> contexts,
        CancellationToken cancellationToken)
    {
        var reading = new QueryReading(request.Query);
        var (state, queue, limit, after) = query.Read(reading);
        if (reading.Violation is { } violation)
        {
            return Problem.From(violation);
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var letters = await db.DeadLetters.AsNoTracking()
            .Where(letter => state == null || letter.State == state)
            .Where(letter => queue == null || letter.Queue == queue)
            .Where(letter => letter.Id > after)
            .OrderBy(letter => letter.Id)
            .Take(limit + 1) // One more than asked for tells whether there is another page.
            .Select(DeadLetterAnswer.From)
            .ToListAsync(cancellationToken);
        var page = letters.Take(limit).ToArray();

        return TypedResults.Json(
            new DeadLettersAnswer(page, letters.Count > page.Length ? page[^1].Id : null),
            EdgeJson.Wire.DeadLettersAnswer);
    }

    private static async Task<IResult> FindAsync(
        Guid id,
        IDbContextFactory<EdgeDbContext> contexts,
        CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var letter = await db.DeadLetters.AsNoTracking().SingleOrDefaultAsync(letter => letter.Id == id, cancellationToken);

        return letter is null
            ? Unknown
            : TypedResults.Json(DeadLetterDetailAnswer.From(letter), EdgeJson.Wire.DeadLetterDetailAnswer);
    }
}
