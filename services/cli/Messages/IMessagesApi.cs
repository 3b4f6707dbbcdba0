using Refit;

namespace Tujenge.Cli.Messages;

/// <summary>Messages in the admin API.</summary>
internal interface IMessagesApi
{
    [Get("/admin/v1/messages")]
    Task<IApiResponse<string>> ListAsync(
        [AliasAs("channel_id")] Guid? channelId,
        string? state,
        string? recipient,
        int? limit,
        string? before,
        CancellationToken cancellationToken);

    [Get("/admin/v1/messages/{id}")]
    Task<IApiResponse<string>> GetAsync(string id, CancellationToken cancellationToken);
}
