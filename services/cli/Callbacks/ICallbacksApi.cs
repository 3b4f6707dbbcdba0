using Refit;

namespace Tujenge.Cli.Callbacks;

/// <summary>Callbacks that no channel got, in the admin API.</summary>
internal interface ICallbacksApi
{
    [Get("/admin/v1/callbacks")]
    Task<IApiResponse<string>> ListAsync(
        [AliasAs("phone_number_id")] string? phoneNumberId,
        string? problem,
        int? limit,
        string? before,
        CancellationToken cancellationToken);

    [Get("/admin/v1/callbacks/{id}")]
    Task<IApiResponse<string>> GetAsync(long id, CancellationToken cancellationToken);
}
