using Microsoft.EntityFrameworkCore;
using Tujenge.Edge.Admin.Auditing;
using Tujenge.Edge.Reading;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Keys;

/// <summary>
/// <c>POST /admin/v1/keys/{keyId}/rotate</c>: makes a key that takes another's place. Both work for a while, so that clients can be
/// changed over without a gap.
/// </summary>
internal static class RotateKeyEndpoint
{
    private const int DefaultOverlap = 24 * 60 * 60;
    private const int LongestOverlap = 30 * DefaultOverlap;

    public static void MapRotateKey(this IEndpointRouteBuilder admin) => admin
        .MapPost("/keys/{keyId:guid}/rotate", HandleAsync)
        .Describe("rotateKey", "Makes a key that takes another's place; both work for a while", "Keys")
        .Accepts<RotateKeyRequest>(isOptional: true, "application/json")
        .Produces<RotatedKeyAnswer>(StatusCodes.Status201Created)
        .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);

    private static async Task<IResult> HandleAsync(
        Guid keyId,
        HttpContext context,
        IDbContextFactory<DirectoryDbContext> contexts,
        TimeProvider clock,
        ChannelNews news,
        CancellationToken cancellationToken)
    {
        var (overlap, problem) = await ReadOverlapAsync(context);
        if (problem is not null)
        {
            return problem;
        }

        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(key => key.Id == keyId, cancellationToken) is not { } replaced)
        {
            return RevokeKeyEndpoint.Unknown;
        }

        if (!replaced.WorksAt(now))
        {
            return new Problem(StatusCodes.Status409Conflict, "The key no longer works: create a new one instead.");
        }

        // The condition is in the statement, so that of several at once only one makes a key.
        var end = now + overlap;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var ended = await db.ApiKeys
            .Where(key => key.Id == keyId && key.ExpiresAt == null && key.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(key => key.ExpiresAt, end), cancellationToken);
        if (ended == 0)
        {
            return new Problem(
                StatusCodes.Status409Conflict, "The key has been replaced already: rotate the one that took its place, or create a new one.");
        }

        var (key, text) = NewKey.At(now, replaced.ChannelId);
        db.ApiKeys.Add(key);
        db.Add(context, now, "key.rotated", keyId, key.ChannelId, ("new_key", key.Id), ("expires_at", $"{end:O}"));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        await news.TellAsync(key.ChannelId);
        return TypedResults.Json(
            new RotatedKeyAnswer(key.Id, text, key.CreatedAt, keyId, end),
            EdgeJson.Wire.RotatedKeyAnswer,
            statusCode: StatusCodes.Status201Created);
    }

    private static async Task<(TimeSpan Overlap, Problem? Problem)> ReadOverlapAsync(HttpContext context)
    {
        var bytes = await RequestBody.ReadAsync(context);
        using var body = JsonBody.Parse(bytes.IsEmpty ? "{}"u8.ToArray() : bytes);
        var seconds = body.Root.Only("overlap_seconds")["overlap_seconds"].Number(0, LongestOverlap);
        return (
            TimeSpan.FromSeconds(seconds ?? DefaultOverlap),
            body.Violation is { } violation ? Problem.From(violation) : null);
    }
}
