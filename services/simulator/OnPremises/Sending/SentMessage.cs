using System.Text.Json.Nodes;
using Tujenge.Simulator.Graph.Templates;

namespace Tujenge.Simulator.OnPremises.Sending;

/// <summary>What the simulator looks at in a v1 message.</summary>
internal sealed record SentMessage(string To, string Type, JsonNode Content, bool IsToGroup)
{
    private const int LongestText = 4096;

    private static readonly string[] Types =
    [
        "text", "image", "audio", "video", "document", "sticker", "location", "contacts", "template", "hsm", "interactive", "reaction",
    ];

    /// <summary>The text of a text message.</summary>
    public string? Text => Type == "text" ? (Content as JsonObject).Text("body") : null;

    /// <summary>Whether it may be sent outside the window.</summary>
    public bool IsTemplate => Type is "template" or "hsm";

    /// <summary>The message, or the error that its body gets.</summary>
    public static (SentMessage? Message, IResult? Problem) From(JsonObject body)
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

        var message = new SentMessage(to, type, body[type]!, body.Text("recipient_type") == "group");
        return type == "text" && message.Text is not { Length: > 0 } ? (null, OnPremisesAnswer.Error(1008, "Parameter 'text.body' is absent"))
            : message.Text?.EnumerateRunes().Count() > LongestText ? (null, OnPremisesAnswer.Error(1001, "Message too long"))
            : (message, null);
    }

    /// <summary>The v1 code of what is wrong with the template; null for none, and for other messages.</summary>
    public int? FindTemplateProblem(TemplateBook templates)
    {
        if (!IsTemplate || Content is not JsonObject template)
        {
            return null;
        }

        var name = template.Text(Type == "hsm" ? "element_name" : "name") ?? "";
        var language = (template["language"] as JsonObject).Text("code") ?? "";
        return templates.Find(name, language) switch
        {
            null => 2001,
            { Status: "PAUSED" } => 2061,
            { Status: "DISABLED" } => 2062,
            { Status: not "APPROVED" } => 2001,
            { } known when TemplateBook.PlaceholdersIn(known.Body) != ParametersOf(template) => 2000,
            _ => null,
        };
    }

    private static int ParametersOf(JsonObject template) => template["localizable_params"] is { } values
        ? (values as JsonArray)?.Count ?? 1
        : (template["components"] as JsonArray)?.OfType<JsonObject>()
            .Where(component => component.Text("type")?.Equals("body", StringComparison.OrdinalIgnoreCase) == true)
            .Sum(component => (component["parameters"] as JsonArray)?.Count ?? 0) ?? 0;
}
