using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Scalar.AspNetCore;
using Tujenge.Contracts.V1;

namespace Tujenge.Edge.V1.OpenApi;

/// <summary>
/// The v1 surface, described from its code: <c>/docs</c> for people, <c>/docs/v1/openapi.json</c> for machines, both below the
/// base path. Open to all, since they tell no secret.
/// </summary>
internal static class V1Document
{
    /// <summary>Name of the document, and of the group of endpoints that it has.</summary>
    public const string Name = "v1";

    private const string Scheme = "apiKey";

    public static void AddV1Document(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.TypeInfoResolverChain.Add(V1Json.Wire);
        });
        services.AddSingleton<IApiDescriptionProvider, TakenBodies>();
        services.AddOpenApi(Name, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.ShouldInclude = endpoint => endpoint.GroupName == Name;
            options.AddSchemaTransformer<Schemas>();
            options.AddOperationTransformer<Operations>();
            options.AddDocumentTransformer(async (document, context, cancellationToken) =>
            {
                Introduce(document);
                await WideSchemas.AddToAsync(document, context, cancellationToken);
                Refusals.AddTo(document);
                SetBase(document, context.ApplicationServices.GetRequiredService<IOptions<EdgeOptions>>().Value.BasePath);
            });
        });
    }

    public static void MapDocs(this IEndpointRouteBuilder routes, string basePath)
    {
        routes.MapDocument($"{basePath}/docs/{Name}/openapi.json", Name);
        routes.MapScalarApiReference($"{basePath}/docs", page => page
            .WithTitle("Tujenge")
            .AddDocument(Name, "WhatsApp API v1", $"{basePath}/docs/{Name}/openapi.json", isDefault: true)
            .AddDocument("admin", "Admin API", "/admin/v1/openapi.json")
            .WithCustomCss("td:first-child { white-space: nowrap; }") // Codes stay on one line.
            .DisableDefaultFonts()
            .HideDeveloperTools()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp());
    }

    private static void Introduce(OpenApiDocument document)
    {
        var codes = V1Errors.All.OrderBy(error => error.Code)
            .Select(error => $"| {error.Code} | {error.Title} | {error.HttpStatus} |");
        document.Info = new OpenApiInfo
        {
            Title = "Tujenge: WhatsApp API v1",
            Version = V1Meta.Current.Version,
            Description =
                $"""
                The WhatsApp On-Premises API as its clients know it. Every call shows an API key; it says which number the call is for. Headers
                that may carry it as well, such as `D360-API-KEY`, are the installation's to choose.

                Errors come in two envelopes: `errors` tells what the API says of a request, `meta` with `success: false` what the gateway
                in front of it says, of keys, paths, methods and of `/v1/configs`. Blocked paths are answered 403, unknown ones 404 and
                methods that a path does not have 405, in the gateway's envelope. What a v1 server behind a channel says passes as it is.

                | Code | Title | HTTP status |
                |---|---|---|
                {string.Join('\n', codes)}
                """,
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = EdgeOptions.KeyHeader },
        };
        document.Security = [new() { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
    }

    /// <summary>Paths begin with <c>/v1</c> in every installation; what stands before it is the server's.</summary>
    private static void SetBase(OpenApiDocument document, string basePath)
    {
        document.Servers = [new OpenApiServer { Url = basePath is "" ? "/" : basePath }];
        var paths = new OpenApiPaths();
        foreach (var (path, item) in document.Paths)
        {
            paths[path[basePath.Length..]] = item;
        }

        document.Paths = paths;
    }
}
