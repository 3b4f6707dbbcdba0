using System.Text.Json.Nodes;
using Refit;

namespace Tujenge.Cli.Webhooks;

/// <summary>A channel's webhook in the admin API.</summary>
internal interface IWebhookApi
{
    [Get("/admin/v1/channels/{channelId}/webhook")]
    Task<IApiResponse<string>> GetAsync(Guid channelId, CancellationToken cancellationToken);

    [Put("/admin/v1/channels/{channelId}/webhook")]
    Task<IApiResponse<string>> SetAsync(Guid channelId, [Body] JsonObject webhook, CancellationToken cancellationToken);

    [Delete("/admin/v1/channels/{channelId}/webhook")]
    Task<IApiResponse<string>> RemoveAsync(Guid channelId, CancellationToken cancellationToken);
}
