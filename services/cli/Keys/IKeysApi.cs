using System.Text.Json.Nodes;
using Refit;

namespace Tujenge.Cli.Keys;

/// <summary>Keys in the admin API.</summary>
internal interface IKeysApi
{
    [Get("/admin/v1/channels/{channelId}/keys")]
    Task<IApiResponse<string>> ListAsync(Guid channelId, CancellationToken cancellationToken);

    [Post("/admin/v1/channels/{channelId}/keys")]
    Task<IApiResponse<string>> CreateAsync(Guid channelId, CancellationToken cancellationToken);

    [Post("/admin/v1/keys/{id}/rotate")]
    Task<IApiResponse<string>> RotateAsync(Guid id, [Body] JsonObject rotation, CancellationToken cancellationToken);

    [Delete("/admin/v1/keys/{id}")]
    Task<IApiResponse<string>> RevokeAsync(Guid id, CancellationToken cancellationToken);
}
