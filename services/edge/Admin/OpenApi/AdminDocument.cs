using System.Text.Json;
using Microsoft.OpenApi;

namespace Tujenge.Edge.Admin.OpenApi;

/// <summary><c>GET /admin/v1/openapi.json</c>: the admin API, described from its code. Open to all, since it tells no secret.</summary>
internal static class AdminDocument
{
    private const string Name = "admin";
    private const string Scheme = "operator";

    public static void AddAdminDocument(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, EdgeJson.Wire);
        });
        services.AddOpenApi(Name, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("admin/", StringComparison.Ordinal) == true;
            options.AddDocumentTransformer((document, _, _) =>
            {
                Introduce(document);
                return Task.CompletedTask;
            });
        });
    }

    public static void MapAdminDocument(this IEndpointRouteBuilder routes) =>
        routes.MapDocument("/admin/v1/openapi.json", Name);

    private static void Introduce(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Tujenge admin API",
            Version = "v1",
            Description = "Tenants, channels, keys, webhooks, messages, deliveries, unmatched callbacks and dead letters, for operators. "
                + "Every call shows the operator's token (Edge:OperatorToken). Errors are problem details (RFC 9457).",
        };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" },
        };
        document.Security = [new() { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
    }
}
