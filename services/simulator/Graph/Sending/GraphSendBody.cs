using System.Text.Json;
using Tujenge.Simulator.Sending;

namespace Tujenge.Simulator.Graph.Sending;

/// <summary>Reads what a message of the Cloud API is, once its body is known to be right.</summary>
internal static class GraphSendBody
{
    public static bool IsReadReceipt(JsonElement body) => TextOf(body, "status") == "read" && TextOf(body, "message_id") is not null;

    public static SendBody Read(JsonElement body)
    {
        var type = TextOf(body, "type") ?? "text";
        var contents = body.GetProperty(type);
        return new SendBody(
            TextOf(body, "to") ?? TextOf(body, "recipient")!,
            type,
            type == "text" ? TextOf(contents, "body") : null,
            type == "text" && contents.GetPropertyCount() == 1 ? null : contents.Clone(),
            body.TryGetProperty("context", out var context) ? TextOf(context, "message_id") : null,
            TextOf(body, "biz_opaque_callback_data"),
            TextOf(body, "recipient_type") == "group",
            type == "template" ? TemplateIn(contents) : null);
    }

    public static string? TextOf(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static SentTemplate TemplateIn(JsonElement template)
    {
        var body = template.ValueKind == JsonValueKind.Object
            && template.TryGetProperty("components", out var components)
            && components.ValueKind == JsonValueKind.Array
                ? components.EnumerateArray().Where(component => TextOf(component, "type") == "body").ToArray()
                : [];
        return new SentTemplate(
            TextOf(template, "name") ?? "",
            template.ValueKind == JsonValueKind.Object && template.TryGetProperty("language", out var language) ? TextOf(language, "code") ?? "" : "",
            body.Sum(component => component.TryGetProperty("parameters", out var list) && list.ValueKind == JsonValueKind.Array ? list.GetArrayLength() : 0));
    }
}
