using System.Text.Json.Nodes;
using Refit;

namespace Tujenge.Cli.DeadLetters;

/// <summary>Dead letters in the admin API.</summary>
internal interface IDeadLettersApi
{
    [Get("/admin/v1/dead-letters")]
    Task<IApiResponse<string>> ListAsync(string? state, string? queue, int? limit, string? after, CancellationToken cancellationToken);

    [Get("/admin/v1/dead-letters/{id}")]
    Task<IApiResponse<string>> GetAsync(Guid id, CancellationToken cancellationToken);

    [Post("/admin/v1/dead-letters/{id}/replay")]
    Task<IApiResponse<string>> ReplayAsync(Guid id, CancellationToken cancellationToken);

    [Post("/admin/v1/dead-letters/replay")]
    Task<IApiResponse<string>> ReplayManyAsync([Body] JsonObject which, CancellationToken cancellationToken);

    [Post("/admin/v1/dead-letters/{id}/discard")]
    Task<IApiResponse<string>> DiscardAsync(Guid id, [Body] JsonObject why, CancellationToken cancellationToken);
}
