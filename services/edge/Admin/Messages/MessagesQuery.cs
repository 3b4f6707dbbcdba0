using Microsoft.AspNetCore.Mvc;
using Tujenge.Contracts.Messages;
using Tujenge.Contracts.Operations;
using Tujenge.Edge.Reading;

namespace Tujenge.Edge.Admin.Messages;

/// <summary>What narrows the list of messages, as it came.</summary>
/// <param name="ChannelId">Only messages of this channel.</param>
/// <param name="State">accepted, sending, sent, delivered, read or failed: where they stand now.</param>
/// <param name="Recipient">Only messages to this phone number, in any notation, or to this user or group.</param>
/// <param name="Limit">How many at the most: 1 to 200, 50 unless given.</param>
/// <param name="Before">Only older ones: the next of an answer.</param>
internal sealed record MessagesQuery(
    [FromQuery(Name = MessagesQuery.Channel)] string? ChannelId,
    [FromQuery(Name = MessagesQuery.Standing)] string? State,
    [FromQuery(Name = MessagesQuery.To)] string? Recipient,
    [FromQuery(Name = MessagesQuery.AtMost)] string? Limit,
    [FromQuery(Name = MessagesQuery.OlderThan)] string? Before)
{
    private const string Channel = "channel_id";
    private const string Standing = "state";
    private const string To = "recipient";
    private const string AtMost = "limit";
    private const string OlderThan = "before";

    /// <summary>The request; to be sent only if the reading shows no violation.</summary>
    public FindMessages Read(QueryReading reading) => new()
    {
        ChannelId = reading.Id(Channel, ChannelId),
        State = reading.Word<MessageState>(Standing, State),
        Recipient = reading.Recipient(To, Recipient),
        Limit = reading.Limit(AtMost, Limit),
        Before = reading.Place(OlderThan, Before),
    };
}
