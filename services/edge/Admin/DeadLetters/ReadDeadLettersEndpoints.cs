using Microsoft.EntityFrameworkCore;
using Tujenge.Edge.DeadLetters;
using Tujenge.Edge.Persistence;

namespace Tujenge.Edge.Admin.DeadLetters;

/// <summary><c>GET /admin/v1/dead-letters</c> and <c>GET /admin/v1/dead-letters/{id}</c>.</summary>
internal static class ReadDeadLettersEndpoints
{
    public static void MapReadDeadLetters(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/dead-letters", ListAsync);
        admin.MapGet("/dead-letters/{id:guid}", FindAsync);
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
        HttpRequest request,
        IDbContextFactory<EdgeDbContext> contexts,
        CancellationToken cancellationToken)
    {
        var query = DeadLetterQuery.Read(request);
        if (query.Problem is { } problem)
        {
            return problem;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var letters = await db.DeadLetters.AsNoTracking()
            .Where(letter => query.State == null || letter.State == query.State)
            .Where(letter => query.Queue == null || letter.Queue == query.Queue)
            .Where(letter => letter.Id > query.After)
            .OrderBy(letter => letter.Id)
            .Take(query.Limit + 1) // One more than asked for tells whether there is another page.
            .Select(DeadLetterAnswer.From)
            .ToListAsync(cancellationToken);
        var page = letters.Take(query.Limit).ToArray();

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
