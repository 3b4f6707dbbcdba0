using Tujenge.Contracts.Callbacks;

namespace Tujenge.Inbound.Persistence;

/// <summary>A callback that nobody got; of one that speaks of several numbers, what it says about one of them.</summary>
public sealed class UnmatchedCallback
{
    /// <summary>Grows in the order of arrival.</summary>
    public long Sequence { get; init; }

    /// <summary>The callback.</summary>
    public required Guid CallbackId { get; init; }

    /// <summary>The number's id, or the number with a plus where only that is named; empty for a callback that cannot be read.</summary>
    public required string PhoneNumberId { get; init; }

    /// <summary>The channel that it would have been for; null where that is not known.</summary>
    public Guid? ChannelId { get; init; }

    /// <summary>The mark of the app that signed it; empty where that is not known.</summary>
    public required byte[] App { get; init; }

    /// <summary>Why nobody got it.</summary>
    public required CallbackProblem Problem { get; init; }

    /// <summary>When it came.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Of a callback that can be read, as much as speaks of the number; of another, its beginning.</summary>
    public required string Body { get; init; }

    /// <summary>When it may be delivered; while one does so, when another may.</summary>
    public required DateTimeOffset DueAt { get; init; }
}
