using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Tujenge.Contracts.V1;
using Tujenge.Edge.V1.OpenApi.Bodies;

namespace Tujenge.Edge.V1.OpenApi;

/// <summary>
/// Where the wire is wider than the types that the code reads it into: what is read as any JSON because newer kinds pass as
/// they come, and what older clients still write.
/// </summary>
internal static class WideSchemas
{
    /// <summary>Types that no other type names, and no endpoint.</summary>
    private static readonly Type[] Parts =
        [typeof(V1Interactive), typeof(V1TemplateParameter), typeof(V1Hsm), typeof(V1ErrorAnswer), typeof(GatewayErrorAnswer)];

    public static async Task AddToAsync(
        OpenApiDocument document,
        OpenApiDocumentTransformerContext context,
        CancellationToken cancellationToken)
    {
        foreach (var part in Parts)
        {
            document.AddComponent(part.Name, await context.GetOrCreateSchemaAsync(part, null, cancellationToken));
        }

        var message = document.Components!.Schemas![nameof(V1Message)].Properties!;
        message["interactive"] = PartOrAny<V1Interactive>(document);
        message["hsm"] = new OpenApiSchemaReference(nameof(V1Hsm), document);
        message["ttl"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object | JsonSchemaType.Number | JsonSchemaType.String,
            Description = "How long the message may wait. V1 servers get it; on the Cloud API, which has it in the template, it has no effect.",
        };

        var component = document.Components.Schemas[nameof(V1TemplateComponent)].Properties!;
        component["parameters"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = PartOrAny<V1TemplateParameter>(document) };
        component["index"] = new OpenApiSchema
        {
            Type = JsonSchemaType.String | JsonSchemaType.Integer,
            Description = "Buttons only: position from 0.",
        };
    }

    private static OpenApiSchema PartOrAny<TPart>(OpenApiDocument document) => new()
    {
        Description = "As v1 describes it, or of one of the Cloud API's newer kinds, which passes as it is.",
        AnyOf = [new OpenApiSchemaReference(typeof(TPart).Name, document), new OpenApiSchema { Type = JsonSchemaType.Object }],
    };
}
