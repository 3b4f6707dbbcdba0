using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Tujenge.Infra.Secrets;

/// <summary>Asks whether the master key opens the key ring.</summary>
internal sealed class KeyRingProbe(KeyRing ring) : IHealthCheck
{
    /// <summary>Ends the start of a service whose master key is not the ring's; a database that is away is waited for.</summary>
    /// <exception cref="KeyRingClosedException">The message says what to do.</exception>
    public void CheckMasterKey()
    {
        try
        {
            ring.Check();
        }
        catch (Exception fault) when (KeyRing.IsAway(fault))
        {
        }
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            ring.Check();
            return Task.FromResult(HealthCheckResult.Healthy());
        }
        catch (KeyRingClosedException)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy("the master key does not open the key ring"));
        }
        catch (Exception fault) when (KeyRing.IsAway(fault))
        {
            return Task.FromResult(HealthCheckResult.Unhealthy("the key ring cannot be read"));
        }
    }
}
