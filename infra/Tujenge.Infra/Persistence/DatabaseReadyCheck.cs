using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Tujenge.Infra.Persistence;

/// <summary>
/// Ready when the database answers and has every migration of the context. A service that
/// <see cref="PersistenceExtensions.StayReadyWithoutDatabase"/> is degraded, and no worse, while a database that it has found
/// ready does not answer.
/// </summary>
internal sealed class DatabaseReadyCheck<TContext>(IDbContextFactory<TContext> contexts) : IHealthCheck
    where TContext : DbContext
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private bool _migrated;

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default)
    {
        try
        {
            return await LookAsync(context, cancellationToken);
        }
        catch (Exception fault) when (!_migrated && !cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("the database cannot be asked for its migrations", fault); // Never ready so far.
        }
    }

    private async Task<HealthCheckResult> LookAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var withoutIt = _migrated ? context.Registration.FailureStatus : HealthStatus.Unhealthy;
        if (!await CanConnectAsync(db, mayHang: withoutIt == HealthStatus.Unhealthy, cancellationToken))
        {
            return new HealthCheckResult(withoutIt, "the database does not answer");
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

    /// <summary>Who asks for readiness has little patience either, so a database that hangs must not keep the answer back.</summary>
    private static async Task<bool> CanConnectAsync(TContext db, bool mayHang, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (!mayHang)
        {
            patience.CancelAfter(Patience);
        }

        try
        {
            return await db.Database.CanConnectAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
