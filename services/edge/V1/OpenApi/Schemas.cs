using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Tujenge.Contracts.V1;
using Tujenge.Edge.V1.OpenApi.Bodies;

namespace Tujenge.Edge.V1.OpenApi;

/// <summary>Where the wire is stricter or wider than the types that the code reads it into.</summary>
internal sealed class Schemas : IOpenApiSchemaTransformer
{
    private const JsonSchemaType Number = JsonSchemaType.Number | JsonSchemaType.Integer;

    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        KeepNumbers(schema, context);
        if (context.JsonPropertyInfo is null)
        {
            ReleaseNullable(schema, context);
            Widen(schema, context.JsonTypeInfo.Type, context.Document);
        }

        return Task.CompletedTask;
    }

    /// <summary>Answers have numbers as numbers; text is taken for them only where clients send it.</summary>
    private static void KeepNumbers(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var isLenient = context.JsonPropertyInfo?.DeclaringType is { } owner && (owner == typeof(V1Location) || owner == typeof(V1Currency));
        if (!isLenient && schema.Type is { } type && (type & Number) != 0 && type.HasFlag(JsonSchemaType.String))
        {
            schema.Type = type & ~JsonSchemaType.String;
            schema.Pattern = null;
        }
    }

    /// <summary>v1 leaves out what is null, also what a record's constructor wants.</summary>
    private static void ReleaseNullable(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        foreach (var property in context.JsonTypeInfo.Properties)
        {
            if (property.IsGetNullable
                && property.AttributeProvider is PropertyInfo declared
                && new NullabilityInfoContext().Create(declared).ReadState == NullabilityState.Nullable)
            {
                schema.Required?.Remove(property.Name);
            }
        }
    }

    /// <summary>What is read as any JSON because newer kinds pass as they come, and what older clients still write.</summary>
    private static void Widen(OpenApiSchema schema, Type type, OpenApiDocument? document)
    {
        if (type == typeof(V1Message))
        {
            schema.Properties!["interactive"] = new OpenApiSchema
            {
                Description = "Contents of an interactive message, or one of the Cloud API's newer kinds as it is.",
                AnyOf =
                [
                    new OpenApiSchemaReference(nameof(V1Interactive), document),
                    new OpenApiSchema { Type = JsonSchemaType.Object },
                ],
            };
            schema.Properties["hsm"] = new OpenApiSchemaReference(nameof(V1Hsm), document);
            schema.Properties["ttl"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Object | JsonSchemaType.Integer | JsonSchemaType.String,
                Description = "How long the message may wait; taken and ignored, as the Cloud API has none.",
            };
        }
        else if (type == typeof(V1TemplateComponent))
        {
            schema.Properties!["parameters"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = new OpenApiSchema
                {
                    AnyOf =
                    [
                        new OpenApiSchemaReference(nameof(V1TemplateParameter), document),
                        new OpenApiSchema { Type = JsonSchemaType.Object },
                    ],
                },
            };
            schema.Properties["index"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String | JsonSchemaType.Integer,
                Description = "Buttons only: position from 0.",
            };
        }
    }
}
