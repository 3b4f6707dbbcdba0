using MassTransit;

namespace Tujenge.Contracts.Messages;

/// <summary>
/// Event: WhatsApp brought something for the tenant that is no status: a message from a customer, or an error that
/// belongs to no message. The 24-hour window has been written before it is published. May be seen more than once,
/// always under one <see cref="EventId"/>.
/// </summary>
[MessageUrn("tujenge:inbound-message-received:v1")]
[EntityName("tujenge.inbound-message-received.v1")]
public sealed record InboundMessageReceived
{
    /// <summary>Derived from channel and WhatsApp's message id: the same for every copy, and the <c>webhook-id</c>.</summary>
    public required Guid EventId { get; init; }

    /// <summary>The channel (business phone number) that was written to.</summary>
    public required Guid ChannelId { get; init; }

    /// <summary>WhatsApp's id of the message; absent for an error that belongs to none.</summary>
    public string? UpstreamId { get; init; }

    /// <summary>WhatsApp's timestamp of the message (one-second resolution).</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The v1 callback document (<see cref="V1.V1Callback"/>) for the webhook, byte for byte.</summary>
    public required string Body { get; init; }
}
