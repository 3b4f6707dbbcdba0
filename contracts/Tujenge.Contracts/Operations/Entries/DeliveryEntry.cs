using Tujenge.Contracts.Messages;

namespace Tujenge.Contracts.Operations.Entries;

/// <summary>A delivery as the dispatcher's log has it.</summary>
public sealed record DeliveryEntry
{
    /// <summary>The event's id: the <c>webhook-id</c> on every attempt.</summary>
    public required Guid EventId { get; init; }

    /// <summary>The channel whose webhook gets it.</summary>
    public required Guid ChannelId { get; init; }

    /// <summary>Where it stands.</summary>
    public required DeliveryState State { get; init; }

    /// <summary>Attempts that ended.</summary>
    public required int Attempts { get; init; }

    /// <summary>When the event arrived at the dispatcher.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the next attempt is due; only while it is <see cref="DeliveryState.Waiting"/>.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When it was last replayed after it had been parked.</summary>
    public DateTimeOffset? ReplayedAt { get; init; }

    /// <summary>When it was delivered, parked or discarded.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What went wrong last, in words for the webhook's owner.</summary>
    public string? LastError { get; init; }

    /// <summary>Why a person gave it up.</summary>
    public string? DiscardReason { get; init; }

    /// <summary>The v1 document, where one delivery was asked for and it is neither delivered nor discarded.</summary>
    public string? Body { get; init; }

    /// <summary>The delivery log, oldest first; absent unless one delivery was asked for.</summary>
    public IReadOnlyList<AttemptEntry>? Log { get; init; }
}
