using System.Text.Json;

namespace Tujenge.Simulator.Graph.Sending;

/// <summary>What the simulator keeps of a send whose body is right.</summary>
internal sealed record SendBody(
    string To,
    string Type,
    string? Text,
    JsonElement? Contents,
    string? QuotedId,
    string? Opaque,
    bool IsGroup,
    SentTemplate? Template)
{
    public static bool IsReadReceipt(JsonElement body) => TextOf(body, "status") == "read" && TextOf(body, "message_id") is not null;

    public static SendBody From(JsonElement body)
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
            type == "template" ? SentTemplate.From(contents) : null);
    }

    internal static string? TextOf(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
