using System.Text.Json;
using Tujenge.Simulator.Phones;

namespace Tujenge.Simulator.Graph.Sending.Checking;

/// <summary>What Graph demands of every body of a send, and the way to what it demands of each type.</summary>
internal static class BodyChecks
{
    private const int Invalid = 100;
    private const int LongestText = 4096;
    private const int LongestOpaque = 512;

    private static readonly Dictionary<string, Action<Part>> Types = new()
    {
        ["text"] = text =>
        {
            text.Object("body", "preview_url")["body"].Required().Text(most: LongestText, code: Invalid);
            text["preview_url"].Flag();
        },
        ["image"] = media => MediaChecks.Check(media, hasCaption: true),
        ["audio"] = media => MediaChecks.Check(media),
        ["video"] = media => MediaChecks.Check(media, hasCaption: true),
        ["document"] = media => MediaChecks.Check(media, hasCaption: true, hasFilename: true),
        ["sticker"] = media => MediaChecks.Check(media),
        ["location"] = location =>
        {
            location.Object("latitude", "longitude", "name", "address");
            location["latitude"].Required().Degrees(most: 90);
            location["longitude"].Required().Degrees(most: 180);
            location["name"].Text();
            location["address"].Text();
        },
        ["contacts"] = ContactsChecks.Check,
        ["interactive"] = InteractiveChecks.Check,
        ["reaction"] = reaction =>
        {
            reaction.Object("message_id", "emoji")["message_id"].Required().Text();
            reaction["emoji"].Required().Text(least: 0);
        },
        ["template"] = TemplateChecks.Check,
    };

    /// <summary>Null for a body that is right.</summary>
    public static GraphProblem? FindProblem(JsonElement root)
    {
        var found = new FirstProblem();
        var body = new Part("", root, found);
        if (body["messaging_product"].Text(least: 0) != "whatsapp")
        {
            found.Add(Invalid, "The parameter messaging_product must be whatsapp.");
        }

        if ((body["to"].IsThere ? body["to"] : body["recipient"]).Text() is null)
        {
            found.Add(Invalid, "The parameter to is required.");
        }

        if (body["to"].Text() is { } to && UserId.Is(to))
        {
            found.Add(Invalid, "Param to must be a phone number or a group: a business-scoped user id is a recipient.");
        }

        if (body["recipient"].Text() is { } recipient && !UserId.Is(recipient))
        {
            found.Add(Invalid, "Param recipient must be a business-scoped user id.");
        }

        var type = body["type"].Text() ?? "text";
        if (!Types.TryGetValue(type, out var check))
        {
            found.Add(Invalid, "The parameter type must be one of text, image, template and so on.");
        }
        else if (!body[type].IsThere)
        {
            found.Add(Invalid, $"The parameter {type} is required.");
        }

        body.Object("messaging_product", "recipient_type", "to", "recipient", "type", "biz_opaque_callback_data", "context", type);
        body["recipient_type"].OneOf("individual", "group");
        body["biz_opaque_callback_data"].Text(least: 0, most: LongestOpaque);
        if (body["context"].IsThere)
        {
            body["context"].Object("message_id")["message_id"].Required().Text();
        }

        check?.Invoke(body[type]);
        return found.Value;
    }
}
