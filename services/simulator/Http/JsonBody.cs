using System.Text.Json;

namespace Tujenge.Simulator.Http;

/// <summary>Bodies of the two APIs that the simulator stands for.</summary>
internal static class JsonBody
{
    /// <summary>A name that is there twice means one thing to one reader and another to the next.</summary>
    public static JsonDocumentOptions Strict { get; } = new() { AllowDuplicateProperties = false };

    /// <summary>The body; null for what is no JSON, has a name twice in an object, or a text that is none.</summary>
    public static async Task<JsonElement?> ReadAsync(HttpRequest request)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, Strict, request.HttpContext.RequestAborted);
            return JsonText.IsWhole(document.RootElement) ? document.RootElement.Clone() : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
