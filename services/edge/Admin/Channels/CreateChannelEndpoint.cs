using Microsoft.EntityFrameworkCore;
using Tujenge.Edge.Reading;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Channels;

/// <summary><c>POST /admin/v1/channels</c>: adds a business phone number.</summary>
internal static class CreateChannelEndpoint
{
    public static void MapCreateChannel(this IEndpointRouteBuilder admin) => admin
        .MapPost("/channels", HandleAsync)
        .AcceptsJsonOnly(Problem.Answer);

    private static async Task<IResult> HandleAsync(
        HttpContext context,
        IDbContextFactory<DirectoryDbContext> contexts,
        TimeProvider clock,
        ChannelNews news,
        CancellationToken cancellationToken)
    {
        using var body = JsonBody.Parse(await RequestBody.ReadAsync(context));
        var channel = ChannelRules.Read(body.Root, clock.GetUtcNow());
        if (body.Violation is { } violation)
        {
            return Problem.From(violation);
        }

        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (await AddAsync(db, channel, cancellationToken) is { } taken)
            {
                return new Problem(StatusCodes.Status409Conflict, $"Another channel has this {taken}.", taken);
            }
        }

        await news.TellAsync(channel.Id);
        return TypedResults.Json(
            CreatedChannelAnswer.From(channel),
            EdgeJson.Wire.CreatedChannelAnswer,
            statusCode: StatusCodes.Status201Created);
    }

    /// <returns>The field whose value another channel has; null when the channel was added.</returns>
    private static async Task<string?> AddAsync(
        DirectoryDbContext db,
        Channel channel,
        CancellationToken cancellationToken)
    {
        try
        {
            db.Channels.Add(channel);
            await db.SaveChangesAsync(cancellationToken);
            return null;
        }
        catch (DbUpdateException)
        {
            // Asking the table works with every database; when it knows of no other, this was another fault.
            var taken = await TakenAsync(db, channel, cancellationToken);
            if (taken is null)
            {
                throw;
            }

            return taken;
        }
    }

    private static async Task<string?> TakenAsync(
        DirectoryDbContext db,
        Channel channel,
        CancellationToken cancellationToken)
    {
        var other = await db.Channels.AsNoTracking().FirstOrDefaultAsync(
            other => other.PhoneNumber == channel.PhoneNumber || other.PhoneNumberId == channel.PhoneNumberId,
            cancellationToken);

        return other switch
        {
            null => null,
            _ when other.PhoneNumber == channel.PhoneNumber => "phone_number",
            _ => "phone_number_id",
        };
    }
}
