using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;

namespace Tujenge.Testing.OpenApi;

/// <summary>An operation of the document, and what fits it.</summary>
/// <param name="document">The whole.</param>
/// <param name="definitions">Its schemas.</param>
/// <param name="method">HTTP method in upper case.</param>
/// <param name="path">With its parameters in braces.</param>
/// <param name="operation">Its own part.</param>
public sealed class DocumentedOperation(JsonElement document, Definitions definitions, string method, string path, JsonElement operation)
{
    private static readonly Lock Evaluating = new();

    /// <summary>Headers that the gateway itself has thought of, or sends as its own.</summary>
    private static readonly string[] OwnHeaders = ["Tujenge-Warning", "Idempotent-Replayed", "Retry-After"];

    private readonly ConcurrentDictionary<(string Key, bool IsOwn), JsonSchema> _schemas = new();
    private readonly Regex _path = new($"^{Regex.Replace(path, @"\{(\w+)\}", part => part.Groups[1].Value == "rest" ? ".+" : "[^/]+")}$");

    /// <summary>HTTP method in upper case.</summary>
    public string Method => method;

    /// <summary>With its parameters in braces.</summary>
    public string Path => path;

    /// <summary>Its part of the document.</summary>
    public JsonElement Json => operation;

    /// <summary>Whether it needs a v1 server, so that the Cloud API has only a refusal for it.</summary>
    public bool IsPassedOnOnly => Responses.TryGetProperty("2XX", out _);

    /// <summary>Whether an answer may be a v1 server's.</summary>
    private bool MayBeV1Servers => Responses.TryGetProperty("default", out _);

    private JsonElement Responses => operation.GetProperty("responses");

    /// <summary>Whether a path from <c>/v1</c> on is its own.</summary>
    public bool HasPath(string called) => _path.IsMatch(called);

    /// <inheritdoc/>
    public override string ToString() => $"{method} {path}";

    /// <summary>Media type, name and body of the examples of its own body.</summary>
    public IEnumerable<(string MediaType, string Name, JsonElement Value)> Examples() =>
        operation.TryGetProperty("requestBody", out var body) ? ExamplesIn(body) : [];

    /// <summary>Status, name and body of the examples of its answers.</summary>
    public IEnumerable<(int Status, string Name, JsonElement Value)> AnswerExamples() =>
        from response in Responses.EnumerateObject()
        where int.TryParse(response.Name, out _)
        from example in ExamplesIn(Resolve(response.Value))
        select (int.Parse(response.Name, null), example.Name, example.Value);

    /// <summary>What in a body of its own is not as documented; null when nothing is.</summary>
    public string? FindProblem(JsonElement body) =>
        FindProblem(
        "body", operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json"), body.GetRawText(), isOwn: false);

    /// <summary>What in an answer is not as documented; null when nothing is.</summary>
    /// <param name="status">Its status.</param>
    /// <param name="mediaType">Of its body.</param>
    /// <param name="json">Its body, where that is JSON.</param>
    /// <param name="headers">Names of its headers.</param>
    /// <param name="isBehindV1">Whether a v1 server may have given it: what is documented of all its answers does not cover the gateway's.</param>
    public string? FindProblem(int status, string? mediaType, string json, IEnumerable<string>? headers = null, bool isBehindV1 = false)
    {
        if (!Responses.TryGetProperty($"{status}", out var response)
            && !(isBehindV1 && (Responses.TryGetProperty($"{status / 100}XX", out response) || Responses.TryGetProperty("default", out response))))
        {
            return $"{this} is not documented to answer {status}: {json}";
        }

        var answer = Resolve(response);
        if (headers?.FirstOrDefault(header => OwnHeaders.Contains(header, StringComparer.OrdinalIgnoreCase) && !HasHeader(answer, header)) is { } unknown)
        {
            return $"{this} is not documented to answer {status} with the header {unknown}";
        }

        return FindProblemInBody(status, answer, mediaType, json, isOwn: !isBehindV1 || !MayBeV1Servers);
    }

    private string? FindProblemInBody(int status, JsonElement answer, string? mediaType, string json, bool isOwn)
    {
        if (!answer.TryGetProperty("content", out var content))
        {
            return null; // Passed on, whatever it is.
        }

        foreach (var media in content.EnumerateObject())
        {
            if (media.Name == mediaType)
            {
                return FindProblem($"{status}", media.Value, json, isOwn) is { } problem ? $"{this} answered {status} with what is not documented: {problem}" : null;
            }

            if (media.Name is "*/*" || (media.Name.EndsWith("/*", StringComparison.Ordinal) && mediaType?.StartsWith(media.Name[..^1], StringComparison.Ordinal) == true))
            {
                return null;
            }
        }

        return $"{this} is not documented to answer {status} as {mediaType}";
    }

    private static bool HasHeader(JsonElement answer, string name) => answer.TryGetProperty("headers", out var headers)
        && headers.EnumerateObject().Any(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<(string MediaType, string Name, JsonElement Value)> ExamplesIn(JsonElement owner) =>
        from media in owner.TryGetProperty("content", out var content) ? content.EnumerateObject() : default
        where media.Value.TryGetProperty("examples", out _)
        from example in media.Value.GetProperty("examples").EnumerateObject()
        select (media.Name, example.Name, example.Value.GetProperty("value"));

    private string? FindProblem(string key, JsonElement media, string json, bool isOwn)
    {
        var schema = _schemas.GetOrAdd((key, isOwn), _ => ReadSchema(media.GetProperty("schema"), isOwn));
        EvaluationResults found;
        lock (Evaluating)
        {
            found = schema.Evaluate(JsonNode.Parse(json), new EvaluationOptions { OutputFormat = OutputFormat.List });
        }

        return found.IsValid
            ? null
            : $"{string.Join("; ", found.Details.Where(detail => detail.HasErrors).Select(detail => $"{detail.InstanceLocation}: {string.Join(", ", detail.Errors!.Values)}"))} in {json}";
    }

    private JsonSchema ReadSchema(JsonElement schema, bool isOwn)
    {
        var text = $$"""{"allOf":[{{schema.GetRawText()}}],"$defs":{{(isOwn ? definitions.Own : definitions.All)}}}""";
        return JsonSchema.FromText(text.Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal));
    }

    private JsonElement Resolve(JsonElement response) => response.TryGetProperty("$ref", out var reference)
        ? document.GetProperty("components").GetProperty("responses").GetProperty(reference.GetString()!.Split('/')[^1])
        : response;
}
