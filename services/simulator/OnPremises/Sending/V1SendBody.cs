using System.Text.Json;
using System.Text.Json.Nodes;
using Tujenge.Contracts.V1;
using Tujenge.Simulator.Http;
using Tujenge.Simulator.Sending;

namespace Tujenge.Simulator.OnPremises.Sending;

/// <summary>Reads what a v1 message is.</summary>
internal static class V1SendBody
{
    private const int LongestText = 4096;

    private static readonly string[] Types =
    [
        "text", "image", "audio", "video", "document", "sticker", "location", "contacts", "template", "hsm", "interactive", "reaction",
    ];

    /// <summary>The message, or the error that its body gets.</summary>
    public static (SendBody? Message, IResult? Problem) Read(JsonObject body)
    {
        if (body.Text("to") is not { Length: > 0 } to)
        {
            return (null, OnPremisesAnswer.Error(1008, "Parameter 'to' is absent"));
        }

        var type = body.Text("type") ?? "text";
        if (!Types.Contains(type))
        {
            return (null, OnPremisesAnswer.Error(1009, $"Parameter 'type' must be one of {string.Join(", ", Types)}"));
        }

        if (body[type] is not (JsonObject or JsonArray))
        {
            return (null, OnPremisesAnswer.Error(1008, $"Parameter '{type}' is absent"));
        }

        var contents = body[type] as JsonObject;
        var text = type == "text" ? contents.Text("body") : null;
        if (type == "text" && text is not { Length: > 0 })
        {
            return (null, OnPremisesAnswer.Error(1008, "Parameter 'text.body' is absent"));
        }

        return text?.EnumerateRunes().Count() > LongestText
            ? (null, OnPremisesAnswer.Error(1001, "Message too long"))
            : (new SendBody(
                to,
                type,
                text,
                text is not null && contents!.Count == 1 ? null : JsonSerializer.SerializeToElement(body[type]!, V1Json.Wire.JsonNode),
                (body["context"] as JsonObject).Text("message_id"),
                null,
                body.Text("recipient_type") == "group",
                type is "template" or "hsm" ? TemplateIn(contents, type) : null), null);
    }

    private static SentTemplate TemplateIn(JsonObject? template, string type) => new(
        template.Text(type == "hsm" ? "element_name" : "name") ?? "",
        (template?["language"] as JsonObject).Text("code") ?? "",
        template?["localizable_params"] is { } values ? (values as JsonArray)?.Count ?? 1 : ParametersIn(template?["components"] as JsonArray));

    private static int ParametersIn(JsonArray? components) => components?.OfType<JsonObject>()
        .Where(component => component.Text("type")?.Equals("body", StringComparison.OrdinalIgnoreCase) == true)
        .Sum(component => (component["parameters"] as JsonArray)?.Count ?? 0) ?? 0;
}
