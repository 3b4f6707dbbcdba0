using Microsoft.EntityFrameworkCore;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin;

/// <summary>Saves a change that the database may refuse.</summary>
internal static class Saving
{
    /// <param name="db">With the change.</param>
    /// <param name="isRefused">
    /// Whether the rows in the database are against it: asked only after a fault, and of the tables, because that works
    /// with every database.
    /// </param>
    /// <param name="cancellationToken">Stops before anything is saved.</param>
    /// <returns>False when they are, and nothing was saved; any other fault is thrown.</returns>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else has removed the row meanwhile.</exception>
    public static async Task<bool> TrySaveAsync(
        this DirectoryDbContext db,
        Func<Task<bool>> isRefused,
        CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException fault) when (fault is not DbUpdateConcurrencyException)
        {
            if (!await isRefused())
            {
                throw;
            }

            return false;
        }
    }
}
