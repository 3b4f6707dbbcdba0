using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tujenge.Testing.OpenApi;

/// <summary>The OpenAPI document of <c>/v1</c> as a test reads it.</summary>
public sealed class V1Docs
{
    private static readonly SemaphoreSlim Loading = new(1);

    private V1Docs(JsonElement document)
    {
        Document = document;
        var schemas = document.GetProperty("components").GetProperty("schemas");
        var definitions = new Definitions(schemas.GetRawText(), DemandAll(schemas));
        Operations =
        [
            .. document.GetProperty("paths").EnumerateObject().SelectMany(
                path => path.Value.EnumerateObject(),
                (path, operation) => new DocumentedOperation(document, definitions, operation.Name.ToUpperInvariant(), path.Name, operation.Value)),
        ];
    }

    /// <summary>The document, once an edge has started: it is the same of all.</summary>
    public static V1Docs? Current { get; private set; }

    /// <summary>The whole.</summary>
    public JsonElement Document { get; }

    /// <summary>All operations.</summary>
    public IReadOnlyList<DocumentedOperation> Operations { get; }

    /// <summary>Reads the document if nobody has.</summary>
    /// <param name="http">A client of the gateway.</param>
    /// <param name="basePath">What stands before <c>/v1</c>.</param>
    public static async Task LoadAsync(HttpClient http, string basePath)
    {
        await Loading.WaitAsync();
        try
        {
            Current ??= await ReadAsync(http, basePath);
        }
        finally
        {
            Loading.Release();
        }
    }

    /// <summary>Reads the document.</summary>
    /// <param name="http">A client of the gateway.</param>
    /// <param name="basePath">What stands before <c>/v1</c>.</param>
    public static async Task<V1Docs> ReadAsync(HttpClient http, string basePath = "")
    {
        using var answer = await http.GetAsync(new Uri($"{basePath}/docs/v1/openapi.json", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        return new V1Docs(await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>The schemas of the gateway's own answers: all that may have <c>meta</c> have it, and profiles are whole.</summary>
    private static string DemandAll(JsonElement schemas)
    {
        var demanding = JsonObject.Create(schemas)!;
        foreach (var (name, schema) in demanding)
        {
            var properties = schema!["properties"]?.AsObject().Select(property => property.Key).ToArray() ?? [];
            var demanded = name == "V1BusinessProfile" ? properties : properties.Where(property => property == "meta");
            var required = schema["required"]?.AsArray().Select(property => $"{property}") ?? [];
            schema["required"] = new JsonArray([.. required.Union(demanded).Select(property => JsonValue.Create(property))]);
        }

        return demanding.ToJsonString();
    }

    /// <summary>The operation that a call is of; null where there is none.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="path">From <c>/v1</c> on.</param>
    public DocumentedOperation? Find(HttpMethod method, string path) =>
        Operations.FirstOrDefault(operation => operation.Method == method.Method && operation.HasPath(path.TrimEnd('/')));
}
