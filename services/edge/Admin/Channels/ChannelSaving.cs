using Microsoft.EntityFrameworkCore;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Channels;

/// <summary>Saves a channel whose numbers nobody else may have.</summary>
internal static class ChannelSaving
{
    /// <returns>Why it was not saved; null when it was.</returns>
    public static async Task<Problem?> TrySaveAsync(
        this DirectoryDbContext db,
        Channel channel,
        CancellationToken cancellationToken)
    {
        Problem? problem = null;
        await db.TrySaveAsync(
            async () => (problem = await FindProblemAsync(db, channel, cancellationToken)) is not null,
            cancellationToken);
        return problem;
    }

    private static async Task<Problem?> FindProblemAsync(
        DirectoryDbContext db,
        Channel channel,
        CancellationToken cancellationToken)
    {
        if (channel.TenantId is { } tenant && !await db.Tenants.AnyAsync(known => known.Id == tenant, cancellationToken))
        {
            return new Problem(StatusCodes.Status400BadRequest, "Parameter 'tenant_id' names no tenant", "tenant_id");
        }

        var other = await db.Channels.AsNoTracking().FirstOrDefaultAsync(
            other => other.Id != channel.Id
                && (other.PhoneNumber == channel.PhoneNumber
                    || (other.PhoneNumberId == channel.PhoneNumberId && channel.PhoneNumberId != "")),
            cancellationToken);

        return other switch
        {
            null => null,
            _ when other.PhoneNumber == channel.PhoneNumber => Taken("phone_number"),
            _ => Taken("phone_number_id"),
        };
    }

    private static Problem Taken(string field) =>
        new(StatusCodes.Status409Conflict, $"Another channel has this {field}.", field);
}
