using MassTransit;
using Tujenge.Contracts.Messages;

namespace Tujenge.Contracts.Operations;

/// <summary>Response to <see cref="DiscardDelivery"/>.</summary>
[MessageUrn("tujenge:delivery-discarded:v1")]
[EntityName("tujenge.delivery-discarded.v1")]
public sealed record DeliveryDiscarded
{
    /// <summary>Whether it was discarded by this command; false when it was not parked.</summary>
    public required bool Discarded { get; init; }

    /// <summary>Where the delivery stands now; absent when there is none of this event.</summary>
    public DeliveryState? State { get; init; }
}
