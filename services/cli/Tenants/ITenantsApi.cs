using System.Text.Json.Nodes;
using Refit;

namespace Tujenge.Cli.Tenants;

/// <summary>Tenants in the admin API.</summary>
internal interface ITenantsApi
{
    [Get("/admin/v1/tenants")]
    Task<IApiResponse<string>> ListAsync(CancellationToken cancellationToken);

    [Get("/admin/v1/tenants/{id}")]
    Task<IApiResponse<string>> GetAsync(Guid id, CancellationToken cancellationToken);

    [Post("/admin/v1/tenants")]
    Task<IApiResponse<string>> CreateAsync([Body] JsonObject tenant, CancellationToken cancellationToken);

    [Patch("/admin/v1/tenants/{id}")]
    Task<IApiResponse<string>> RenameAsync(Guid id, [Body] JsonObject tenant, CancellationToken cancellationToken);

    [Delete("/admin/v1/tenants/{id}")]
    Task<IApiResponse<string>> RemoveAsync(Guid id, CancellationToken cancellationToken);
}
