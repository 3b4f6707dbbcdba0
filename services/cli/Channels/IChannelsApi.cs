using System.Text.Json.Nodes;
using Refit;

namespace Tujenge.Cli.Channels;

/// <summary>Channels in the admin API.</summary>
internal interface IChannelsApi
{
    [Get("/admin/v1/channels")]
    Task<IApiResponse<string>> ListAsync([AliasAs("tenant_id")] Guid? tenantId, CancellationToken cancellationToken);

    [Get("/admin/v1/channels/{id}")]
    Task<IApiResponse<string>> GetAsync(Guid id, CancellationToken cancellationToken);

    [Post("/admin/v1/channels")]
    Task<IApiResponse<string>> CreateAsync([Body] JsonObject channel, CancellationToken cancellationToken);

    [Post("/admin/v1/channels/{id}/callback-token")]
    Task<IApiResponse<string>> RotateCallbackTokenAsync(Guid id, CancellationToken cancellationToken);

    [Patch("/admin/v1/channels/{id}")]
    Task<IApiResponse<string>> UpdateAsync(Guid id, [Body] JsonObject change, CancellationToken cancellationToken);
}
