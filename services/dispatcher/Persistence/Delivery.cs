using Tujenge.Contracts.Messages;

namespace Tujenge.Dispatcher.Persistence;

/// <summary>One event on its way to one webhook.</summary>
public sealed class Delivery
{
    /// <summary>Order of arrival.</summary>
    public long Sequence { get; init; }

    /// <summary>The event's id: the <c>webhook-id</c> on every attempt.</summary>
    public required Guid EventId { get; init; }

    /// <summary>The channel whose webhook gets it.</summary>
    public required Guid ChannelId { get; init; }

    /// <summary>The v1 document, as it is posted; empty once delivered or discarded.</summary>
    public required string Body { get; set; }

    /// <summary>Where it stands.</summary>
    public DeliveryState State { get; set; }

    /// <summary>When the next attempt is due.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>Until when the process that claimed it may be calling.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>Attempts that ended.</summary>
    public int Attempts { get; set; }

    /// <summary>When the event arrived here.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When a person last replayed it after it had been parked: from then on it is tried like a new one.</summary>
    public DateTimeOffset? ReplayedAt { get; set; }

    /// <summary>When the webhook acknowledged it, or it was parked or discarded.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>What went wrong last, in words for the webhook's owner.</summary>
    public string? LastError { get; set; }

    /// <summary>Why a person gave it up.</summary>
    public string? DiscardReason { get; set; }

    /// <summary>W3C trace context of the event.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>One try: the delivery log.</summary>
public sealed class DeliveryAttempt
{
    /// <summary>Order of the log.</summary>
    public long Id { get; init; }

    /// <summary>The delivery's <see cref="Delivery.Sequence"/>.</summary>
    public required long DeliverySequence { get; init; }

    /// <summary>Counted from 1.</summary>
    public required int Number { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public required int DurationMs { get; init; }

    /// <summary>HTTP status of the answer; null when there was none.</summary>
    public int? StatusCode { get; init; }

    /// <summary>Why there was no answer, or why it was no success.</summary>
    public string? Error { get; init; }
}
