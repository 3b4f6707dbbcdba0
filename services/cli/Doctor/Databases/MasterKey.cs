using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tujenge.Infra.Hosting;

namespace Tujenge.Cli.Doctor.Databases;

/// <summary>Whether the master key opens what the secrets of channels are encrypted with.</summary>
internal static class MasterKey
{
    private const string Check = "secrets";

    /// <summary>Asks as <c>/readyz</c> of the services does.</summary>
    public static async Task<Finding> LookAtAsync(DatabaseSettings settings, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (!settings.HasMasterKey)
        {
            return Finding.NotConfigured(Check, DatabaseSettings.MasterKey);
        }

        var report = await services.GetRequiredService<HealthCheckService>()
            .CheckHealthAsync(check => check.Name == Check, cancellationToken);
        return report.Entries[Check] switch
        {
            { Status: HealthStatus.Healthy } => Finding.Ok(Check, "the master key opens the key ring"),
            { Exception: { } fault } when StartProblem.Describe(fault) is { } line => Finding.Failed(Check, line, "The services need the same setting."),
            var entry => Finding.Failed(
                Check,
                entry.Description ?? "the key ring cannot be read",
                $"{DatabaseSettings.MasterKey} must be what the services have; README.md, \"Secrets\", says more."),
        };
    }
}
