using System.Globalization;
using System.Text.Json.Nodes;
using Tujenge.Contracts.Messages;
using Tujenge.Contracts.V1;
using Tujenge.Inbound.Translating;
using Tujenge.Infra.Messaging;

namespace Tujenge.Inbound.OnPremises;

/// <summary>
/// Makes the events of a v1 callback's parts, under ids that a repetition repeats. The bodies are the server's own, but for the
/// ids of our messages: nothing is added, nothing is taken away (cloud-api-mapping, section 4).
/// </summary>
internal static class V1Events
{
    public static InboundMessageReceived FromMessage(
        Guid channelId,
        V1Part message,
        JsonObject? contact,
        DateTimeOffset receivedAt,
        Func<string, string> toOurId)
    {
        var document = message.Document.DeepClone().AsObject();
        Translate(document["context"] as JsonObject, "id", toOurId);
        Translate(document["reaction"] as JsonObject, "message_id", toOurId);
        var body = new JsonObject();
        if (contact is not null)
        {
            body["contacts"] = new JsonArray(contact.DeepClone());
        }

        body["messages"] = new JsonArray(document);
        return new InboundMessageReceived
        {
            EventId = EventIds.OfMessage(channelId, message.Id),
            ChannelId = channelId,
            UpstreamId = message.Id,
            OccurredAt = message.OccurredAt ?? receivedAt,
            Body = Serialize(body),
        };
    }

    public static MessageStatusChanged FromStatus(Guid channelId, V1Part status, string messageId, DateTimeOffset receivedAt)
    {
        var document = status.Document.DeepClone().AsObject();
        document["id"] = messageId;
        var error = document["errors"] is JsonArray { Count: > 0 } errors ? errors[0] as JsonObject : null;
        return new MessageStatusChanged
        {
            EventId = EventIds.OfStatus(channelId, messageId, status.Status!, status.GroupId is null ? null : status.Customer ?? ""),
            ChannelId = channelId,
            MessageId = messageId,
            UpstreamId = status.Id,
            Status = Statuses.Parse(status.Status!),
            OccurredAt = status.OccurredAt ?? receivedAt,
            ErrorCode = int.TryParse(V1Part.Text(error, "code"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code) ? code : null,
            ErrorTitle = V1Part.Text(error, "title"),
            Body = Serialize(new JsonObject { ["statuses"] = new JsonArray(document) }),
        };
    }

    public static InboundMessageReceived FromErrors(
        Guid channelId,
        IReadOnlyList<JsonObject> errors,
        Guid callbackId,
        DateTimeOffset receivedAt)
    {
        var body = Serialize(new JsonObject { ["errors"] = new JsonArray([.. errors.Select(error => error.DeepClone())]) });
        return new InboundMessageReceived
        {
            EventId = EventIds.OfErrors(channelId, callbackId, body),
            ChannelId = channelId,
            OccurredAt = receivedAt,
            Body = body,
        };
    }

    private static void Translate(JsonObject? parent, string name, Func<string, string> toOurId)
    {
        if (V1Part.Text(parent, name) is { } id)
        {
            parent![name] = toOurId(id);
        }
    }

    private static string Serialize(JsonObject body) => body.ToJsonString(V1Json.Wire.Options);
}
