using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tujenge.Contracts.V1;
using Tujenge.Simulator.Http;
using Tujenge.Simulator.Numbers;

namespace Tujenge.Simulator.Phones.Messages;

/// <summary>What a phone writes, in v1's words whichever API tells the business of it.</summary>
internal sealed class NewMessage
{
    private static readonly string[] Common = ["context", "referral", "identity", "group_id", "errors"];

    private NewMessage(string type, JsonObject members) => (Type, Members) = (type, members);

    public string Type { get; }

    /// <summary>All of it but who writes, when, and what type it has.</summary>
    public JsonObject Members { get; }

    /// <summary>When it is written; null: now.</summary>
    public DateTimeOffset? At { get; private init; }

    /// <summary>It tells of a customer, and is not from one.</summary>
    public bool IsSystem => Type == "system";

    /// <summary>Neither news of customers nor what they write to groups opens a window.</summary>
    public bool OpensWindow => !IsSystem && !Members.ContainsKey("group_id");

    /// <summary>The text of a text message.</summary>
    public string? Text => (Members["text"] as JsonObject).Text("body");

    /// <summary>What it has under the name of its type; null for a text and nothing else.</summary>
    public JsonElement? Contents => Members[Type] is { } contents && !(Type == "text" && contents.AsObject().Count == 1)
        ? JsonSerializer.SerializeToElement(contents, V1Json.Wire.JsonNode)
        : null;

    /// <summary>The message that it quotes.</summary>
    public string? QuotedId => (Members["context"] as JsonObject).Text("id");

    /// <summary>A text and nothing else.</summary>
    public static NewMessage OfText(string text) => new("text", new JsonObject { ["text"] = new JsonObject { ["body"] = text } });

    /// <summary>Reads one; where it cannot be read, a sentence says what to do.</summary>
    public static (NewMessage? Message, string? Problem) Read(JsonObject given)
    {
        if (given["type"] is not null && given.Text("type") is not { Length: > 0 })
        {
            return (null, """type must be a text, such as {"type": "image", "image": {"caption": "receipt"}}.""");
        }

        var type = given.Text("type") ?? "text";
        var members = given.DeepClone().AsObject();
        members.Remove("type");
        members.Remove("timestamp", out var timestamp);
        if (type == "text" && members.Text("text") is { } text)
        {
            members["text"] = new JsonObject { ["body"] = text };
        }

        if (MessageTypes.Media.Contains(type) && !members.ContainsKey("errors"))
        {
            members[type] ??= new JsonObject();
        }

        if (FindProblem(type, members) is { } problem)
        {
            return (null, problem);
        }

        return timestamp is null ? (new NewMessage(type, members), null)
            : ReadMoment(timestamp) is { } at ? (new NewMessage(type, members) { At = at }, null)
            : (null, "timestamp must be Unix seconds, such as \"1718000000\"; leave it out for now.");
    }

    /// <summary>Unix seconds, as text or number; null for what is none.</summary>
    public static DateTimeOffset? ReadMoment(JsonNode timestamp) =>
        timestamp is JsonValue && long.TryParse($"{timestamp}", NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253402300800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    /// <summary>
    /// Names other messages by WhatsApp's ids, as which the sender's are taken too. A reaction without one is to the latest
    /// message of the business.
    /// </summary>
    /// <param name="phone">Who writes.</param>
    /// <param name="business">To whom.</param>
    /// <param name="quoted">The message to quote.</param>
    /// <returns>A sentence if there is no such message.</returns>
    public string? NameOthers(Phone phone, BusinessNumber business, PhoneMessage? quoted)
    {
        if (Members["context"] is JsonObject context && context.Text("id") is { } id)
        {
            context["id"] = phone.FindMessage(id)?.Id ?? id;
        }

        if (quoted is not null)
        {
            var quote = Members["context"] as JsonObject ?? [];
            quote["from"] = quoted.FromBusiness ? business.Digits : phone.Number;
            quote["id"] = quoted.Id;
            Members["context"] = quote;
        }

        if (Members["reaction"] is not JsonObject reaction)
        {
            return null;
        }

        var target = reaction.Text("message_id");
        if ((target ?? phone.LatestFrom(business.PhoneNumberId)?.Id) is not { } targetId)
        {
            return "There is nothing to react to: the phone has no message of the business; name one as reaction.message_id.";
        }

        reaction["message_id"] = phone.FindMessage(targetId)?.Id ?? targetId;
        return null;
    }

    private static string? FindProblem(string type, JsonObject members)
    {
        if (type == "text" && (members["text"] as JsonObject).Text("body") is not { Length: > 0 } && !members.ContainsKey("errors"))
        {
            return """text is missing; send {"text": "what the customer writes"}.""";
        }

        if (MessageTypes.WithContents.Contains(type) && members[type] is null)
        {
            return $$"""{{type}} is missing; send {"type": "{{type}}", "{{type}}": …} in v1's words.""";
        }

        if (members[type] is { } contents && type != "text"
            && contents.GetValueKind() != (type == "contacts" ? JsonValueKind.Array : JsonValueKind.Object))
        {
            return $"{type} must be {(type == "contacts" ? "an array" : "an object")}, in v1's words.";
        }

        if (members.Select(member => member.Key).FirstOrDefault(name => name != type && !Common.Contains(name)) is { } stranger)
        {
            return $"{stranger} is no part of a message of type {type}; it has {type}, {string.Join(", ", Common)} and timestamp.";
        }

        if (members["context"] is not (null or JsonObject))
        {
            return "context must be an object, such as {\"forwarded\": true}.";
        }

        return MessageFile.FindProblem(members[type] as JsonObject);
    }
}
