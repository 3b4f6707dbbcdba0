using System.Globalization;
using System.Text.Json.Nodes;
using Tujenge.Contracts.Cloud;
using Tujenge.Contracts.Messages;
using Tujenge.Contracts.V1;

namespace Tujenge.Inbound.Translating;

/// <summary>Turns the Cloud API's statuses into v1's (cloud-api-mapping, section 4).</summary>
internal static class Statuses
{
    /// <param name="status">The status, with its id and status.</param>
    /// <param name="messageId">Our id of the message.</param>
    /// <param name="timestamp">Used where the status has none.</param>
    public static V1Status ToV1(CloudStatus status, string messageId, DateTimeOffset timestamp) => new()
    {
        Id = messageId,
        RecipientId = status.RecipientId,
        Status = status.Status!,
        Timestamp = status.Timestamp ?? V1Timestamps.Format(timestamp),
        Message = status.RecipientId is null ? null : new V1StatusMessage(status.RecipientId),
        GroupId = status.GroupId,
        Conversation = ToV1(status.Conversation),
        Pricing = status.Pricing,
        Errors = status.Errors?.Select(InboundMessages.Translate).ToArray(),
    };

    /// <summary>The status in the log's terms.</summary>
    public static MessageStatus Parse(string status) => status switch
    {
        "sent" => MessageStatus.Sent,
        "delivered" => MessageStatus.Delivered,
        "read" or "played" => MessageStatus.Read,
        "failed" => MessageStatus.Failed,
        _ => MessageStatus.Other,
    };

    private static JsonObject? ToV1(JsonObject? conversation)
    {
        // v1 clients were written for a number; the newest Cloud API sends text.
        if (conversation?["expiration_timestamp"] is JsonValue value
            && value.TryGetValue<string>(out var text)
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            conversation["expiration_timestamp"] = seconds;
        }

        return conversation;
    }
}
