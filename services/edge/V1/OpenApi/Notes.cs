using Microsoft.OpenApi;

namespace Tujenge.Edge.V1.OpenApi;

/// <summary>An operation's id, which is not the endpoint's name: those are shared with the admin API.</summary>
internal sealed record OperationName(string Name);

/// <summary>A body of JSON, and examples of it.</summary>
internal sealed record TakenJson(Type Type, IReadOnlyList<V1Example> Examples);

/// <summary>Examples of an endpoint's answer with a status.</summary>
internal sealed record AnswerExamples(int Status, IReadOnlyList<V1Example> All);

/// <summary>A body that is a file and no JSON: examples of JSON have a place in the document, bytes have none.</summary>
internal sealed record FileBody(string Description, IReadOnlyList<string> MediaTypes);

/// <summary>An answer with 200 that is a file.</summary>
internal sealed record FileAnswer(string MediaType, string? Name);

/// <summary>A header of an endpoint's successes; with a status, of those alone.</summary>
internal sealed record AnswerHeader(string Name, string Description, int? Status = null);

/// <summary>A parameter or header that an endpoint reads by hand.</summary>
internal sealed record Parameter(ParameterLocation Place, string Name, string Description, JsonSchemaType Type = JsonSchemaType.String);

/// <summary>A status that an endpoint refuses with, besides those that follow from what it is.</summary>
internal sealed record Refusal(int Status);

/// <summary>An endpoint of which only v1 servers have something behind it; their answers pass as they are.</summary>
internal sealed record PassedOnOnly(string What);
