using Tujenge.Contracts.Messages;

namespace Tujenge.Sender.Persistence;

/// <summary>One outbound message and how far it has come. Moments are WhatsApp's where WhatsApp told them.</summary>
public sealed class LoggedMessage
{
    /// <summary>Order of arrival from the send queue: the order in which a conversation's messages leave.</summary>
    public long Sequence { get; init; }

    /// <summary>Our id.</summary>
    public required string MessageId { get; init; }

    /// <summary>WhatsApp's id, once known.</summary>
    public string? UpstreamId { get; set; }

    /// <summary>The channel that sends.</summary>
    public required Guid ChannelId { get; init; }

    /// <summary>Recipient as it is sent.</summary>
    public required string Recipient { get; init; }

    /// <summary>Recipient as it is matched: the lane in which order is kept.</summary>
    public required string Conversation { get; init; }

    /// <summary>Kind of message; kept, unlike the document that it comes from. Null from edges of earlier releases.</summary>
    public string? Type { get; init; }

    /// <summary>The v1 document; empty once it was sent or refused, because nobody needs it any more.</summary>
    public required string Body { get; set; }

    /// <summary>How far it has come.</summary>
    public MessageState State { get; set; }

    /// <summary>True until WhatsApp has answered, or its fate became unknown: while true, later ones of the lane wait.</summary>
    public bool IsOpen { get; set; }

    /// <summary>When it may be sent; in the future for a throttled message.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>Until when the process that claimed it may be calling.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>Calls begun.</summary>
    public int Attempts { get; set; }

    /// <summary>When edge accepted it.</summary>
    public DateTimeOffset AcceptedAt { get; set; }

    /// <summary>When the last call began.</summary>
    public DateTimeOffset? SendingAt { get; set; }

    /// <summary>When WhatsApp answered the call.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>WhatsApp's timestamp of <c>sent</c>.</summary>
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>WhatsApp's timestamp of <c>delivered</c>.</summary>
    public DateTimeOffset? DeliveredAt { get; set; }

    /// <summary>WhatsApp's timestamp of <c>read</c>.</summary>
    public DateTimeOffset? ReadAt { get; set; }

    /// <summary>When it failed.</summary>
    public DateTimeOffset? FailedAt { get; set; }

    /// <summary>v1 code of the failure.</summary>
    public int? ErrorCode { get; set; }

    /// <summary>What the failure's event says beyond the code.</summary>
    public string? ErrorDetails { get; set; }

    /// <summary>The failure is written, its event not yet known to be published.</summary>
    public bool EventPending { get; set; }

    /// <summary>What edge, and then the sender, warned the client of, a sentence a line; null when of nothing.</summary>
    public string? Warnings { get; init; }

    /// <summary>W3C trace context of the command, so that the send continues the client's trace.</summary>
    public string? TraceParent { get; init; }
}
