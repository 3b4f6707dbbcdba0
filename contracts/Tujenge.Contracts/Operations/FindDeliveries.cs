using MassTransit;
using Tujenge.Contracts.Messages;

namespace Tujenge.Contracts.Operations;

/// <summary>
/// Request: which deliveries the dispatcher has, newest first; answered with <see cref="DeliveriesFound"/>. What is
/// absent narrows nothing.
/// </summary>
[MessageUrn("tujenge:find-deliveries:v1")]
[EntityName("tujenge.find-deliveries.v1")]
public sealed record FindDeliveries
{
    /// <summary>The delivery of this event, with its contents and its attempts; then nothing else narrows.</summary>
    public Guid? EventId { get; init; }

    /// <summary>Only deliveries to this channel's webhook.</summary>
    public Guid? ChannelId { get; init; }

    /// <summary>Only deliveries that stand there now.</summary>
    public DeliveryState? State { get; init; }

    /// <summary>How many at the most, from 1.</summary>
    public required int Limit { get; init; }

    /// <summary>Only older ones than this place in the log: a <see cref="DeliveriesFound.Next"/>.</summary>
    public long? Before { get; init; }
}
