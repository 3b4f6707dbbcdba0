using System.Globalization;
using System.Text.Json.Nodes;
using Tujenge.Contracts.Messages;
using Tujenge.Contracts.V1;
using Tujenge.Infra.Messaging;

namespace Tujenge.Inbound.Processing;

/// <summary>
/// Makes the events of a callback's parts, under ids that a repetition repeats. The bodies are the parts, in which our messages
/// get our ids.
/// </summary>
internal static class EventFactory
{
    public static InboundMessageReceived FromMessage(
        Guid channelId,
        CallbackPart message,
        DateTimeOffset receivedAt,
        Func<string, string> toOurId)
    {
        var document = message.Document.DeepClone().AsObject();
        Translate(document["context"] as JsonObject, "id", toOurId);
        Translate(document["reaction"] as JsonObject, "message_id", toOurId);
        var body = BodyOf("messages", document, message);
        return new InboundMessageReceived
        {
            EventId = EventIds.OfMessage(channelId, message.Id),
            ChannelId = channelId,
            UpstreamId = message.Id,
            OccurredAt = message.OccurredAt ?? receivedAt,
            Body = Serialize(body),
        };
    }

    public static MessageStatusChanged FromStatus(Guid channelId, CallbackPart status, string messageId, DateTimeOffset receivedAt)
    {
        var document = status.Document.DeepClone().AsObject();
        document["id"] = messageId;
        var body = BodyOf("statuses", document, status);
        var error = document["errors"] is JsonArray { Count: > 0 } errors ? errors[0] as JsonObject : null;
        return new MessageStatusChanged
        {
            EventId = EventIds.OfStatus(channelId, messageId, status.Status!, status.Member),
            ChannelId = channelId,
            MessageId = messageId,
            UpstreamId = status.Id,
            Status = StateOf(status.Status!),
            StatusName = status.Status,
            OccurredAt = status.OccurredAt ?? receivedAt,
            ReceivedAt = receivedAt,
            GroupMember = status.GroupId is null ? null : status.Customer,
            ErrorCode = int.TryParse(CallbackPart.Text(error, "code"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code) ? code : null,
            ErrorTitle = CallbackPart.Text(error, "title"),
            ErrorDetails = CallbackPart.Text(error, "details"),
            Body = Serialize(body),
        };
    }

    /// <summary>The event of what belongs to no message: errors, and what nobody here understands.</summary>
    public static InboundMessageReceived FromErrors(
        Guid channelId,
        IReadOnlyList<JsonObject> errors,
        JsonObject? rest,
        Guid callbackId,
        DateTimeOffset receivedAt)
    {
        var document = new JsonObject();
        if (errors.Count > 0)
        {
            document["errors"] = new JsonArray([.. errors.Select(error => error.DeepClone())]);
        }

        Add(rest, document);
        var body = Serialize(document);
        return new InboundMessageReceived
        {
            EventId = EventIds.OfErrors(channelId, callbackId, body),
            ChannelId = channelId,
            OccurredAt = receivedAt,
            Body = body,
        };
    }

    /// <summary>A status in the log's terms.</summary>
    public static MessageStatus StateOf(string status) => status switch
    {
        "sent" => MessageStatus.Sent,
        "delivered" => MessageStatus.Delivered,
        "read" or "played" => MessageStatus.Read,
        "failed" => MessageStatus.Failed,
        _ => MessageStatus.Other,
    };

    private static JsonObject BodyOf(string name, JsonObject document, CallbackPart part)
    {
        var body = new JsonObject();
        if (part.Contact is { } contact)
        {
            body["contacts"] = new JsonArray(contact.DeepClone());
        }

        body[name] = new JsonArray(document);
        Add(part.Beside, body);
        return body;
    }

    /// <summary>Contacts that stand beside an event come after its own: a client that looks at the first only sees whom it expects.</summary>
    private static void Add(JsonObject? rest, JsonObject body)
    {
        foreach (var (name, value) in rest ?? [])
        {
            if (body[name] is JsonArray own && value is JsonArray others)
            {
                body[name] = new JsonArray([.. own.Concat(others).Select(one => one?.DeepClone())]);
            }
            else
            {
                body[name] = value?.DeepClone();
            }
        }
    }

    private static void Translate(JsonObject? parent, string name, Func<string, string> toOurId)
    {
        if (CallbackPart.Text(parent, name) is { } id)
        {
            parent![name] = toOurId(id);
        }
    }

    private static string Serialize(JsonObject body) => body.ToJsonString(V1Json.Wire.Options);
}
