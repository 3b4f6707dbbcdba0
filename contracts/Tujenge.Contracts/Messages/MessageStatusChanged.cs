using MassTransit;

namespace Tujenge.Contracts.Messages;

/// <summary>
/// Event: an outbound message has moved on. Published by inbound (WhatsApp said so) and by sender (refused before or by
/// the call). Consumers may see it more than once, always under one <see cref="EventId"/>.
/// </summary>
[MessageUrn("tujenge:message-status-changed:v1")]
[EntityName("tujenge.message-status-changed.v1")]
public sealed record MessageStatusChanged
{
    /// <summary>Derived from channel, message and status: the same for every copy, and the webhook's <c>webhook-id</c>.</summary>
    public required Guid EventId { get; init; }

    /// <inheritdoc cref="SendMessage.ChannelId"/>
    public required Guid ChannelId { get; init; }

    /// <summary>Our message id; WhatsApp's own where the message did not come through us.</summary>
    public required string MessageId { get; init; }

    /// <summary>WhatsApp's id of the message (<c>wamid…</c>); absent when it was refused before it got one.</summary>
    public string? UpstreamId { get; init; }

    /// <summary>The state reached.</summary>
    public required MessageStatus Status { get; init; }

    /// <summary>The state in the upstream's own word, in lower case; absent from services of earlier releases, and where the sender reports.</summary>
    public string? StatusName { get; init; }

    /// <summary>When it happened, by the clock of whoever saw it happen: WhatsApp's timestamp, not ours, where it has one.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When the callback that told it was acknowledged; absent where none did.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>Of a message to a group: the member whose copy it is about. Each member has statuses of its own.</summary>
    public string? GroupMember { get; init; }

    /// <summary>v1 error code (whatsapp-errors), only with <see cref="MessageStatus.Failed"/>.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>Title of <see cref="ErrorCode"/>.</summary>
    public string? ErrorTitle { get; init; }

    /// <summary>What is known of the error beyond its title.</summary>
    public string? ErrorDetails { get; init; }

    /// <summary>The v1 callback document (<see cref="V1.V1Callback"/>) for the webhook, byte for byte.</summary>
    public required string Body { get; init; }
}
