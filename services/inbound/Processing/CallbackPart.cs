using System.Text.Json;
using System.Text.Json.Nodes;
using Tujenge.Contracts.V1;
using Tujenge.Infra.Numbers;

namespace Tujenge.Inbound.Processing;

/// <summary>A message or a status of a callback in v1's form, with what routing needs of it.</summary>
/// <param name="Document">All of it.</param>
/// <param name="Id">The upstream's id of the message.</param>
/// <param name="Customer">Who wrote, or gets, the message.</param>
/// <param name="Status">Of a status: which, in lower case; null for a message.</param>
/// <param name="GroupId">The group of the message; null outside groups.</param>
internal sealed record CallbackPart(JsonObject Document, string Id, string? Customer, string? Status, string? GroupId)
{
    /// <summary>Who wrote the message, or got that of a status, as the callback introduces him; null where it does not.</summary>
    public JsonObject? Contact { get; init; }

    /// <summary>Our id of the message, where a status brings it along.</summary>
    public string? OurId { get; init; }

    /// <summary>What stood beside it in its callback and is not ours to understand; null where nothing did, or another event has it.</summary>
    public JsonObject? Beside { get; init; }

    /// <summary>Whether its upstream says of a message to a group that it went to a group. v1 servers need not.</summary>
    public bool NamesGroups { get; init; }

    /// <summary>
    /// Who of a group a status is about: each member's comes by itself. Where groups are not named it is whoever got the message, but
    /// for a failure: the sender tells those too, and knows no member (whatsapp-v1-webhooks, section 7: a second failure brings
    /// nothing new).
    /// </summary>
    public string? Member => GroupId is not null ? Customer ?? "" : NamesGroups || Status == "failed" || Customer is null ? null : ConversationKey.Of(Customer.TrimStart('+'));

    /// <summary>When it happened, by WhatsApp's clock; null when it does not say.</summary>
    public DateTimeOffset? OccurredAt => V1Timestamps.Parse(Text(Document, "timestamp"));

    /// <summary>A message of type <c>system</c> tells of a customer, and is not from one.</summary>
    public bool IsSystem => Text(Document, "type") == "system";

    public static CallbackPart OfMessage(JsonObject message, JsonObject? contact) =>
        new(message, Text(message, "id") ?? "", Text(message, "from"), null, Text(message, "group_id")) { Contact = contact };

    public static CallbackPart OfStatus(JsonObject status) => new(
        status,
        Text(status, "id") ?? "",
        RecipientIdOf(status),
        Text(status, "status")?.ToLowerInvariant() is { Length: > 0 } name ? name : null,
        Text(status, "group_id"));

    /// <summary>Whom a status names: at its top, or from client v2.45 on in <c>message</c> (whatsapp-v1-webhooks, section 5).</summary>
    public static string? RecipientIdOf(JsonObject status) => Text(status, "recipient_id") ?? Text(status["message"] as JsonObject, "recipient_id");

    /// <summary>Ids of other messages that it names: the one it quotes or reacts to.</summary>
    public IEnumerable<string> Named() => new[]
    {
        Text(Document["context"] as JsonObject, "id"),
        Text(Document["reaction"] as JsonObject, "message_id"),
    }.OfType<string>();

    /// <summary>
    /// To whom the message that it speaks of may have been sent: by number, by user id, or to the group. An empty one stands for
    /// anybody: where it names none of them, or only a user id, which need not be what it was sent to.
    /// </summary>
    public IEnumerable<string> Recipients()
    {
        string?[] named = [Customer?.TrimStart('+'), GroupId, Text(Document, "recipient_user_id")];
        var isNumber = named[0] is { Length: > 0 } id && id.All(char.IsAsciiDigit);
        return named.Where(one => one is { Length: > 0 }).OfType<string>().Append(isNumber || GroupId is not null || Status is null ? null : "").OfType<string>();
    }

    /// <summary>The same, where an empty text says as much as none.</summary>
    public static string? Filled(JsonObject? parent, string name) => Text(parent, name) is { Length: > 0 } text ? text : null;

    /// <summary>A member that is text, or a number, as some upstreams write ids and timestamps.</summary>
    public static string? Text(JsonObject? parent, string name) => parent?[name] is JsonValue value
        ? value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.Number => value.ToJsonString(),
            _ => null,
        }
        : null;
}
