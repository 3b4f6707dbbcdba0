using System.Reflection;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Tujenge.Contracts.V1;

namespace Tujenge.Edge.V1.OpenApi;

/// <summary>Where the wire is stricter than the types that the code reads it into; see also <see cref="WideSchemas"/>.</summary>
internal sealed class Schemas : IOpenApiSchemaTransformer
{
    private const JsonSchemaType Number = JsonSchemaType.Number | JsonSchemaType.Integer;

    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        KeepNumbers(schema, context);
        ReleaseNullable(schema, context);
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
}
