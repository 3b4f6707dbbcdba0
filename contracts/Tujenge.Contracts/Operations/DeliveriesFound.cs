using MassTransit;
using Tujenge.Contracts.Operations.Entries;

namespace Tujenge.Contracts.Operations;

/// <summary>Response to <see cref="FindDeliveries"/>.</summary>
[MessageUrn("tujenge:deliveries-found:v1")]
[EntityName("tujenge.deliveries-found.v1")]
public sealed record DeliveriesFound
{
    /// <summary>Newest first: in the reverse order of their events' arrival at the dispatcher.</summary>
    public required IReadOnlyList<DeliveryEntry> Deliveries { get; init; }

    /// <summary>Where older ones begin; absent when there are none.</summary>
    public long? Next { get; init; }
}
