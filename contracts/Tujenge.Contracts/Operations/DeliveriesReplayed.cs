using MassTransit;
using Tujenge.Contracts.Messages;

namespace Tujenge.Contracts.Operations;

/// <summary>Response to <see cref="ReplayDeliveries"/>.</summary>
[MessageUrn("tujenge:deliveries-replayed:v1")]
[EntityName("tujenge.deliveries-replayed.v1")]
public sealed record DeliveriesReplayed
{
    /// <summary>How many are due now.</summary>
    public required int Replayed { get; init; }

    /// <summary>Where the one delivery stands now; absent when there is none of this event, or a channel was named.</summary>
    public DeliveryState? State { get; init; }
}
