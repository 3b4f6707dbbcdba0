using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Tujenge.Infra.Persistence;

/// <summary>Ready when the database answers and has every migration of the context.</summary>
internal sealed class DatabaseReadyCheck<TContext>(IDbContextFactory<TContext> contexts) : IHealthCheck
    where TContext : DbContext
{
    private bool _migrated;

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Database.CanConnectAsync(cancellationToken))
        {
            return HealthCheckResult.Unhealthy("the database does not answer");
        }

        // Migrations are never taken back while a service runs, so one look that found them all is enough.
        if (!_migrated && db.Database.IsNpgsql())
        {
            if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            {
                return HealthCheckResult.Unhealthy("migrations are missing: run the migrate service");
            }

            _migrated = true;
        }

        return HealthCheckResult.Healthy();
    }
}
