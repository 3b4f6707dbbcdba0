using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Tujenge.Edge.V1.OpenApi.Examples;

namespace Tujenge.Edge.V1.OpenApi;

/// <summary>Completes an operation from the notes at its endpoint.</summary>
internal sealed partial class Operations : IOpenApiOperationTransformer
{
    private const string Json = "application/json";

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<PassedOnOnly>().LastOrDefault() is { } passedOn)
        {
            DescribePassedOn(operation, context.Description.HttpMethod!, context.Description.RelativePath!, passedOn.What);
        }

        operation.OperationId = metadata.OfType<OperationName>().LastOrDefault()?.Name ?? operation.OperationId;
        AddParameters(operation, context.Description.RelativePath!, metadata);
        DescribeBody(operation, metadata);
        DescribeAnswers(operation, metadata);
        Refusals.AddTo(operation, metadata, context.Document!);
        return Task.CompletedTask;
    }

    private static void DescribePassedOn(OpenApiOperation operation, string method, string path, string what)
    {
        var names = Names().Matches(path[path.IndexOf("v1/", StringComparison.Ordinal)..]).Select(match => match.Value).Skip(1).ToArray();
        operation.OperationId = method.ToLowerInvariant() + string.Concat(names.Select(name => char.ToUpperInvariant(name[0]) + name[1..]));
        operation.Summary = $"{what}: v1 servers only, whose answer passes as it is";
        var usual = operation.Responses?.GetValueOrDefault("200") is OpenApiResponse { Content.Count: > 0 } answer ? answer : null;
        operation.Responses = new()
        {
            ["2XX"] = new OpenApiResponse
            {
                Description = "What the v1 server says: a `meta` as a rule, a picture where one was asked for",
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [Json] = new OpenApiMediaType { Schema = new OpenApiSchema(), Examples = Show([Answered.Done]) },
                    ["*/*"] = File(),
                },
            },
        };
        if (usual is not null)
        {
            usual.Description = "What v1 servers say";
            operation.Responses["200"] = usual;
        }
    }

    /// <summary>Handlers that read the path by hand do not name its parts.</summary>
    private static void AddParameters(OpenApiOperation operation, string path, IList<object> metadata)
    {
        operation.Parameters ??= [];
        foreach (var name in PathParameters().Matches(path).Select(match => match.Groups[1].Value))
        {
            if (!operation.Parameters.Any(parameter => parameter.Name == name))
            {
                Add(new Parameter(ParameterLocation.Path, name, ""));
            }
        }

        foreach (var parameter in metadata.OfType<Parameter>())
        {
            Add(parameter);
        }

        void Add(Parameter parameter) => operation.Parameters.Add(new OpenApiParameter
        {
            In = parameter.Place,
            Name = parameter.Name,
            Description = parameter.Description is "" ? null : parameter.Description,
            Required = parameter.Place == ParameterLocation.Path,
            Schema = new OpenApiSchema { Type = parameter.Type },
        });
    }

    private static void DescribeBody(OpenApiOperation operation, IList<object> metadata)
    {
        if (metadata.OfType<FileBody>().LastOrDefault() is { } file)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Description = file.Description,
                Required = true,
                Content = file.MediaTypes.ToDictionary(type => type, _ => File()),
            };
        }
        else if (metadata.OfType<TakenJson>().LastOrDefault() is { } json
            && operation.RequestBody?.Content?[Json] is { } body)
        {
            body.Examples = Show(json.Examples);
        }
    }

    private static void DescribeAnswers(OpenApiOperation operation, IList<object> metadata)
    {
        operation.Responses ??= [];
        foreach (var examples in metadata.OfType<AnswerExamples>())
        {
            if (operation.Responses[$"{examples.Status}"].Content?[Json] is { } answer)
            {
                answer.Examples = Show(examples.All);
            }
        }

        if (metadata.OfType<FileAnswer>().LastOrDefault() is { } file)
        {
            var answer = operation.Responses.TryGetValue("200", out var described) && described.Content?.Count > 0
                ? (OpenApiResponse)described
                : new OpenApiResponse { Description = "OK", Content = new Dictionary<string, OpenApiMediaType>() };
            answer.Content![file.MediaType] = File();
            answer.Headers = file.Name is null ? answer.Headers : new Dictionary<string, IOpenApiHeader>
            {
                ["Content-Disposition"] = new OpenApiHeader
                {
                    Description = file.Name,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                },
            };
            operation.Responses["200"] = answer;
        }

        foreach (var header in metadata.OfType<AnswerHeader>())
        {
            foreach (var (status, answer) in operation.Responses.Where(response => response.Key[0] == '2'))
            {
                if (header.Status is null || status == $"{header.Status}")
                {
                    AddHeader((OpenApiResponse)answer, header.Name, header.Description);
                }
            }
        }
    }

    /// <summary>Lets an answer have a header, which need not be there.</summary>
    public static void AddHeader(OpenApiResponse answer, string name, string description, JsonSchemaType type = JsonSchemaType.String)
    {
        answer.Headers ??= new Dictionary<string, IOpenApiHeader>();
        answer.Headers[name] = new OpenApiHeader { Description = description, Schema = new OpenApiSchema { Type = type } };
    }

    private static OpenApiMediaType File() =>
        new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } };

    private static Dictionary<string, IOpenApiExample> Show(IReadOnlyList<V1Example> examples) => examples.ToDictionary(
        example => example.Name,
        IOpenApiExample (example) => new OpenApiExample { Summary = example.Summary, Value = JsonNode.Parse(example.Json) });

    [GeneratedRegex(@"\{\**(\w+)[^}]*\}")]
    private static partial Regex PathParameters();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Names();
}
