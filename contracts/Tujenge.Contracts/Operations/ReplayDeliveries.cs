using MassTransit;

namespace Tujenge.Contracts.Operations;

/// <summary>
/// Command: try again what is parked, at once and for as long as a new event; answered with <see cref="DeliveriesReplayed"/>.
/// Either one delivery or those of a channel. Repeating it is harmless.
/// </summary>
[MessageUrn("tujenge:replay-deliveries:v1")]
[EntityName("tujenge.replay-deliveries.v1")]
public sealed record ReplayDeliveries
{
    /// <summary>The one delivery of this event; one that waits for its next attempt is brought forward.</summary>
    public Guid? EventId { get; init; }

    /// <summary>All parked deliveries to this channel's webhook.</summary>
    public Guid? ChannelId { get; init; }
}
