using Refit;

namespace Tujenge.Cli.Audit;

/// <summary>The audit trail in the admin API.</summary>
internal interface IAuditApi
{
    [Get("/admin/v1/audit")]
    Task<IApiResponse<string>> ListAsync(
        [AliasAs("channel_id")] Guid? channelId,
        int? limit,
        string? before,
        CancellationToken cancellationToken);
}
