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
            EventId = DerivedId.From(channelId.ToString("N"), "message", message.Id!),
            ChannelId = channelId,
            UpstreamId = message.Id,
            OccurredAt = Timestamps.Parse(message.Timestamp) ?? receivedAt,
            Body = Serialize(InboundMessages.ToV1(message, contact, receivedAt, toOurId)),
        };

    /// <summary>
    /// Sender reports its own failures under the id that a <c>failed</c> of WhatsApp would have here, so a message fails
    /// once for the tenant.
    /// </summary>
    public static MessageStatusChanged FromStatus(
        Guid channelId,
        CloudStatus status,
        string messageId,
        DateTimeOffset receivedAt)
    {
        var v1 = Statuses.ToV1(status, messageId, receivedAt);
        var error = v1.Errors is [var first, ..] ? first : null;
        string[] parts = [channelId.ToString("N"), "status", messageId, v1.Status];
        return new MessageStatusChanged
        {
            EventId = DerivedId.From(status.GroupId is null ? parts : [.. parts, status.RecipientId ?? ""]),
            ChannelId = channelId,
            MessageId = messageId,
            UpstreamId = status.Id,
            Status = Statuses.Parse(v1.Status),
            OccurredAt = Timestamps.Parse(status.Timestamp) ?? receivedAt,
            ErrorCode = error?.Code,
            ErrorTitle = error?.Title,
            Body = Serialize(new V1Callback { Statuses = [v1] }),
        };
    }

    /// <summary>Errors that belong to no message have no id of WhatsApp's: each callback's are its own.</summary>
    public static InboundMessageReceived FromErrors(
        Guid channelId,
        IReadOnlyList<CloudCallbackError> errors,
        Guid callbackId,
        DateTimeOffset receivedAt)
    {
        var body = Serialize(new V1Callback { Errors = [.. errors.Select(InboundMessages.Translate)] });
        return new InboundMessageReceived
        {
            EventId = DerivedId.From(channelId.ToString("N"), "errors", callbackId.ToString("N"), body),
            ChannelId = channelId,
            OccurredAt = receivedAt,
            Body = body,
        };
    }

    private static string Serialize(V1Callback callback) => JsonSerializer.Serialize(callback, V1Json.Wire.V1Callback);
}
