using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tujenge.Simulator.Http;

/// <summary>Reads bodies of the control API whatever their content type: <c>curl -d</c> claims to send a form.</summary>
internal static class ControlBody
{
    /// <summary>The body, or the answer that refuses it. No body counts as <c>{}</c>.</summary>
    public static async Task<(T? Body, IResult? Problem)> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type)
        where T : class, new()
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, request.HttpContext.RequestAborted);

        if (bytes.Length == 0)
        {
            return (new T(), null);
        }

        try
        {
            using var document = JsonDocument.Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
            if (!JsonText.IsWhole(document.RootElement))
            {
                return (null, ControlAnswer.Problem("The body has a text with half a character: an escaped surrogate without its other half."));
            }

            using var strict = JsonDocument.Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), JsonBody.Strict);
            var body = JsonSerializer.Deserialize(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), type);
            return body is null
                ? (null, ControlAnswer.Problem("The body is null; send a JSON object."))
                : (body, null);
        }
        catch (JsonException problem)
        {
            var where = problem.Path is { Length: > 1 } path ? $" at {path}" : "";
            return (null, ControlAnswer.Problem(
                $"The body could not be read{where}; send a JSON object with the fields {FieldsOf(type)}, and no name twice in one object."));
        }
    }

    private static string FieldsOf(JsonTypeInfo type) => string.Join(
        ", ",
        type.Properties.Where(property => !property.IsExtensionData).Select(property => property.Name));
}
