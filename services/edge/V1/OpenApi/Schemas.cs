using System.Reflection;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Tujenge.Contracts.V1;

namespace Tujenge.Edge.V1.OpenApi;

/// <summary>Where the wire is stricter than the types that the code reads it into; see also <see cref="WideSchemas"/>.</summary>
internal sealed class Schemas : IOpenApiSchemaTransformer
{
    private const JsonSchemaType Number = JsonSchemaType.Number | JsonSchemaType.Integer;

    /// <summary>Answers that may be a v1 server's, which pass as they are.</summary>
    private static readonly Type[] OfV1ServersToo =
        [typeof(V1ContactsAnswer), typeof(V1EmptyAnswer), typeof(V1ErrorAnswer), typeof(V1MediaAnswer), typeof(V1SettingsAnswer)];

    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        KeepNumbers(schema, context);
        ReleaseNullable(schema, context);
        ReleaseV1Servers(schema, context);
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

    /// <summary>Not every v1 server says <c>meta</c> (whatsapp-v1-api, section 1), and every part of a profile may be set alone.</summary>
    private static void ReleaseV1Servers(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        if (OfV1ServersToo.Contains(context.JsonTypeInfo.Type) && schema.Required?.Remove("meta") == true)
        {
            schema.Description = $"{schema.Description} The gateway's own answers always have `meta`; a v1 server may leave it out.".TrimStart();
        }

        if (context.JsonTypeInfo.Type == typeof(V1BusinessProfile))
        {
            schema.Required = null;
            schema.Description = $"{schema.Description} A v1 server may leave out what was never set.".TrimStart();
        }
    }
}
