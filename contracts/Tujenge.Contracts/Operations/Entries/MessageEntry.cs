using Tujenge.Contracts.Messages;

namespace Tujenge.Contracts.Operations.Entries;

/// <summary>A message as the sender's log has it, without its text. Moments are WhatsApp's where WhatsApp told them.</summary>
public sealed record MessageEntry
{
    /// <inheritdoc cref="SendMessage.MessageId"/>
    public required string MessageId { get; init; }

    /// <summary>WhatsApp's id, once known.</summary>
    public string? UpstreamId { get; init; }

    /// <inheritdoc cref="SendMessage.ChannelId"/>
    public required Guid ChannelId { get; init; }

    /// <summary>Recipient as it is sent.</summary>
    public required string Recipient { get; init; }

    /// <inheritdoc cref="SendMessage.Type"/>
    public string? Type { get; init; }

    /// <summary>How far it has come.</summary>
    public required MessageState State { get; init; }

    /// <summary>Calls begun.</summary>
    public required int Attempts { get; init; }

    /// <summary>When edge accepted it.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>When it may be sent, if its turn has come; only while it is <see cref="MessageState.Accepted"/>.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When the last call began.</summary>
    public DateTimeOffset? SendingAt { get; init; }

    /// <summary>When WhatsApp answered the call.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>WhatsApp's timestamp of <c>sent</c>.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>WhatsApp's timestamp of <c>delivered</c>.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>WhatsApp's timestamp of <c>read</c>.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>When it failed.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>v1 code of the failure.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>What is known of the failure beyond the code.</summary>
    public string? ErrorDetails { get; init; }

    /// <summary>What the client was warned of by edge, and then by the sender, in sentences; null when of nothing.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }

    /// <summary>All statuses that WhatsApp told of it, in the order of their times; only where a single message was asked for.</summary>
    public IReadOnlyList<StatusEntry>? Statuses { get; init; }
}
