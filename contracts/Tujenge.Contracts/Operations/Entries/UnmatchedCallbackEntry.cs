using Tujenge.Contracts.Callbacks;

namespace Tujenge.Contracts.Operations.Entries;

/// <summary>A callback, or what one says about one number, that nobody got.</summary>
public sealed record UnmatchedCallbackEntry
{
    /// <summary>Its number, counted in the order of arrival.</summary>
    public required long Id { get; init; }

    /// <summary>Why nobody got it.</summary>
    public required CallbackProblem Problem { get; init; }

    /// <summary>The number that it is about; absent where that cannot be read.</summary>
    public string? PhoneNumberId { get; init; }

    /// <summary>The channel that it would have been for; absent where that is not known.</summary>
    public Guid? ChannelId { get; init; }

    /// <summary>When it arrived.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>What it says, where one was asked for.</summary>
    public string? Body { get; init; }
}
