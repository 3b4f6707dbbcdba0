using MassTransit;

namespace Tujenge.Contracts.Messages;

/// <summary>
/// Event, a hint: WhatsApp has said how it writes a number that can be written in several ways. Published by sender (from the
/// answer to a message) and by inbound (from who wrote). May be lost or repeated; the next message says it again.
/// </summary>
[MessageUrn("tujenge:wa-id-learned:v1")]
[EntityName("tujenge.wa-id-learned.v1")]
public sealed record WaIdLearned
{
    /// <summary>The channel (business phone number) that it was said to.</summary>
    public required Guid ChannelId { get; init; }

    /// <summary>The number as it was known before, digits only.</summary>
    public required string Number { get; init; }

    /// <summary>The number as WhatsApp writes it, digits only.</summary>
    public required string WaId { get; init; }
}
