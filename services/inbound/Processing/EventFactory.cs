using System.Text.Json;
using Tujenge.Contracts.Cloud;
using Tujenge.Contracts.Messages;
using Tujenge.Contracts.V1;
using Tujenge.Inbound.Translating;
using Tujenge.Infra.Messaging;

namespace Tujenge.Inbound.Processing;

/// <summary>Makes the events of a callback's parts, under ids that a repetition repeats.</summary>
internal static class EventFactory
{
    public static InboundMessageReceived FromMessage(
        Guid channelId,
        CloudInboundMessage message,
        CloudContact? contact,
        DateTimeOffset receivedAt,
        Func<string, string> toOurId) => new()
        {
            EventId = EventIds.OfMessage(channelId, message.Id!),
            ChannelId = channelId,
            UpstreamId = message.Id,
            OccurredAt = V1Timestamps.Parse(message.Timestamp) ?? receivedAt,
            Body = Serialize(InboundMessages.ToV1(message, contact, receivedAt, toOurId)),
        };

    public static MessageStatusChanged FromStatus(
        Guid channelId,
        CloudStatus status,
        string messageId,
        DateTimeOffset receivedAt)
    {
        var v1 = Statuses.ToV1(status, messageId, receivedAt);
        var error = v1.Errors is [var first, ..] ? first : null;
        return new MessageStatusChanged
        {
            EventId = EventIds.OfStatus(channelId, messageId, v1.Status, status.GroupId is null ? null : status.RecipientId ?? ""),
            ChannelId = channelId,
            MessageId = messageId,
            UpstreamId = status.Id,
            Status = Statuses.Parse(v1.Status),
            OccurredAt = V1Timestamps.Parse(status.Timestamp) ?? receivedAt,
            ErrorCode = error?.Code,
            ErrorTitle = error?.Title,
            Body = Serialize(new V1Callback { Statuses = [v1] }),
        };
    }

    public static InboundMessageReceived FromErrors(
        Guid channelId,
        IReadOnlyList<CloudCallbackError> errors,
        Guid callbackId,
        DateTimeOffset receivedAt)
    {
        var body = Serialize(new V1Callback { Errors = [.. errors.Select(InboundMessages.Translate)] });
        return new InboundMessageReceived
        {
            EventId = EventIds.OfErrors(channelId, callbackId, body),
            ChannelId = channelId,
            OccurredAt = receivedAt,
            Body = body,
        };
    }

    private static string Serialize(V1Callback callback) => JsonSerializer.Serialize(callback, V1Json.Wire.V1Callback);
}
