using System.Text.Json.Nodes;
using Json.Schema;

namespace Tujenge.Testing.Callbacks;

/// <summary>What v1 clients expect of a webhook's body (whatsapp-v1-webhooks), as JSON schema.</summary>
public static class V1CallbackSchema
{
    private static readonly JsonSchema Schema = Load();

    /// <summary>What is wrong with a body, in words; null when nothing is.</summary>
    public static string? FindProblem(string body)
    {
        JsonNode? document;
        try
        {
            document = JsonNode.Parse(body);
        }
        catch (System.Text.Json.JsonException problem)
        {
            return $"no JSON: {problem.Message}";
        }

        var results = Schema.Evaluate(document, new EvaluationOptions { OutputFormat = OutputFormat.List });
        return results.IsValid ? null : string.Join("; ", results.Details
            .Where(detail => detail.HasErrors)
            .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}")));
    }

    private static JsonSchema Load()
    {
        using var stream = typeof(V1CallbackSchema).Assembly.GetManifestResourceStream("v1-callback.schema.json")!;
        using var reader = new StreamReader(stream);
        return JsonSchema.FromText(reader.ReadToEnd());
    }
}
