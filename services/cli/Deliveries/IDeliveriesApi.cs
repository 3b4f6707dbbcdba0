using System.Text.Json.Nodes;
using Refit;

namespace Tujenge.Cli.Deliveries;

/// <summary>Deliveries in the admin API.</summary>
internal interface IDeliveriesApi
{
    [Get("/admin/v1/deliveries")]
    Task<IApiResponse<string>> ListAsync(
        [AliasAs("channel_id")] Guid? channelId,
        string? state,
        int? limit,
        string? before,
        CancellationToken cancellationToken);

    [Get("/admin/v1/deliveries/{eventId}")]
    Task<IApiResponse<string>> GetAsync(Guid eventId, CancellationToken cancellationToken);

    [Post("/admin/v1/deliveries/{eventId}/replay")]
    Task<IApiResponse<string>> ReplayAsync(Guid eventId, CancellationToken cancellationToken);

    [Post("/admin/v1/deliveries/replay")]
    Task<IApiResponse<string>> ReplayManyAsync([Body] JsonObject which, CancellationToken cancellationToken);

    [Post("/admin/v1/deliveries/{eventId}/discard")]
    Task<IApiResponse<string>> DiscardAsync(Guid eventId, [Body] JsonObject why, CancellationToken cancellationToken);
}
