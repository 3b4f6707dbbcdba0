using MassTransit;

namespace Tujenge.Contracts.Operations;

/// <summary>
/// Command: give a parked delivery up. Its contents are erased, the reason is kept; answered with
/// <see cref="DeliveryDiscarded"/>.
/// </summary>
[MessageUrn("tujenge:discard-delivery:v1")]
[EntityName("tujenge.discard-delivery.v1")]
public sealed record DiscardDelivery
{
    /// <summary>The event that will not be delivered.</summary>
    public required Guid EventId { get; init; }

    /// <summary>Why, in an operator's words.</summary>
    public required string Reason { get; init; }
}
