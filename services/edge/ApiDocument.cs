using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Tujenge.Edge;

/// <summary>
/// A document of an API, made once: it is open to all, making it takes long, and it is the same until the process ends.
/// </summary>
internal static class ApiDocument
{
    /// <summary>Maps a document.</summary>
    /// <param name="routes">Where.</param>
    /// <param name="path">Its path.</param>
    /// <param name="name">The name that it was added under.</param>
    public static void MapDocument(this IEndpointRouteBuilder routes, string path, string name)
    {
        byte[]? made = null;
        routes.MapGet(path, async (HttpContext context) =>
        {
            made ??= await MakeAsync(context, name); // Two at once make the same.
            return TypedResults.Bytes(made, "application/json;charset=utf-8");
        }).ExcludeFromDescription();
    }

    private static async Task<byte[]> MakeAsync(HttpContext context, string name)
    {
        var document = await context.RequestServices.GetRequiredKeyedService<IOpenApiDocumentProvider>(name)
            .GetOpenApiDocumentAsync(CancellationToken.None);
        using var bytes = new MemoryStream();
        await document.SerializeAsJsonAsync(bytes, OpenApiSpecVersion.OpenApi3_1, CancellationToken.None);
        return bytes.ToArray();
    }
}
