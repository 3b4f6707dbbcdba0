using MassTransit;
using Tujenge.Contracts.Json;

namespace Tujenge.Contracts.Messages;

/// <summary>
/// Command: send one outbound message to WhatsApp. Edge has checked it and answered 201 once the broker confirmed it.
/// It travels through the send queue of its conversation (see <c>SendQueues</c>), so messages of one channel to one
/// recipient stay in the order in which they were accepted. A broker may deliver it again: the id tells.
/// </summary>
[MessageUrn("tujenge:send-message:v1")]
[EntityName("tujenge.send-message.v1")]
public sealed record SendMessage
{
    /// <summary>Our id, the one the client got; opaque, unguessable, time-ordered (see <see cref="MessageId"/>).</summary>
    public required string MessageId { get; init; }

    /// <summary>The channel (business phone number) that sends.</summary>
    public required Guid ChannelId { get; init; }

    /// <summary>Recipient without a leading plus: digits, a business-scoped user id, or a group id.</summary>
    public required string Recipient { get; init; }

    /// <summary>The message as a v1 document (<see cref="V1.V1Message"/>), checked and normalised by edge.</summary>
    public required EmbeddedJson Body { get; init; }

    /// <summary>Kind of message, such as <c>text</c>, for the log; absent from edges of earlier releases.</summary>
    public string? Type { get; init; }

    /// <summary>When edge accepted it.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>What edge warned the client of, in sentences; null when of nothing.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }
}
