using MassTransit;
using Tujenge.Contracts.Messages;

namespace Tujenge.Contracts.Operations;

/// <summary>
/// Request: which messages the sender's log has, newest first; answered with <see cref="MessagesFound"/>. What is
/// absent narrows nothing.
/// </summary>
[MessageUrn("tujenge:find-messages:v1")]
[EntityName("tujenge.find-messages.v1")]
public sealed record FindMessages
{
    /// <summary>The one message with this id of ours; then only the channel narrows.</summary>
    public string? MessageId { get; init; }

    /// <summary>The one message with this id of WhatsApp's, of the channel that is named; then nothing else narrows.</summary>
    public string? UpstreamId { get; init; }

    /// <summary>Only messages of this channel.</summary>
    public Guid? ChannelId { get; init; }

    /// <summary>Only messages that stand there now.</summary>
    public MessageState? State { get; init; }

    /// <summary>Only messages to this recipient, in any of the spellings of its number; without a leading plus.</summary>
    public string? Recipient { get; init; }

    /// <summary>How many at the most, from 1.</summary>
    public required int Limit { get; init; }

    /// <summary>Only older ones than this place in the log: a <see cref="MessagesFound.Next"/>.</summary>
    public long? Before { get; init; }
}
