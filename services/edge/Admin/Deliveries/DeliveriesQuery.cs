using Microsoft.AspNetCore.Mvc;
using Tujenge.Contracts.Messages;
using Tujenge.Contracts.Operations;
using Tujenge.Edge.Reading;

namespace Tujenge.Edge.Admin.Deliveries;

/// <summary>What narrows the list of deliveries, as it came.</summary>
/// <param name="ChannelId">Only deliveries to this channel's webhook.</param>
/// <param name="State">waiting, delivered, parked or discarded: where they stand now.</param>
/// <param name="Limit">How many at the most: 1 to 200, 50 unless given.</param>
/// <param name="Before">Only older ones: the next of an answer.</param>
internal sealed record DeliveriesQuery(
    [FromQuery(Name = DeliveriesQuery.Channel)] string? ChannelId,
    [FromQuery(Name = DeliveriesQuery.Standing)] string? State,
    [FromQuery(Name = DeliveriesQuery.AtMost)] string? Limit,
    [FromQuery(Name = DeliveriesQuery.OlderThan)] string? Before)
{
    private const string Channel = "channel_id";
    private const string Standing = "state";
    private const string AtMost = "limit";
    private const string OlderThan = "before";

    /// <summary>The request; to be sent only if the reading shows no violation.</summary>
    public FindDeliveries Read(QueryReading reading) => new()
    {
        ChannelId = reading.Id(Channel, ChannelId),
        State = reading.Word<DeliveryState>(Standing, State),
        Limit = reading.Limit(AtMost, Limit),
        Before = reading.Place(OlderThan, Before),
    };
}
