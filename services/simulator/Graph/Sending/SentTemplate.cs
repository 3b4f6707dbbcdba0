using System.Text.Json;

namespace Tujenge.Simulator.Graph.Sending;

/// <summary>What the simulator looks at in a template message.</summary>
internal sealed record SentTemplate(string Name, string Language, int BodyParameters)
{
    public static SentTemplate From(JsonElement template)
    {
        var body = template.ValueKind == JsonValueKind.Object
            && template.TryGetProperty("components", out var components)
            && components.ValueKind == JsonValueKind.Array
                ? components.EnumerateArray().Where(component => SendBody.TextOf(component, "type") == "body").ToArray()
                : [];
        return new SentTemplate(
            SendBody.TextOf(template, "name") ?? "",
            template.ValueKind == JsonValueKind.Object && template.TryGetProperty("language", out var language) ? SendBody.TextOf(language, "code") ?? "" : "",
            body.Sum(component => component.TryGetProperty("parameters", out var list) && list.ValueKind == JsonValueKind.Array ? list.GetArrayLength() : 0));
    }
}
