using MassTransit;
using Tujenge.Contracts.Operations.Entries;

namespace Tujenge.Contracts.Operations;

/// <summary>Response to <see cref="FindUnmatchedCallbacks"/>.</summary>
[MessageUrn("tujenge:unmatched-callbacks-found:v1")]
[EntityName("tujenge.unmatched-callbacks-found.v1")]
public sealed record UnmatchedCallbacksFound
{
    /// <summary>Newest first.</summary>
    public required IReadOnlyList<UnmatchedCallbackEntry> Callbacks { get; init; }

    /// <summary>How many fit, on all pages.</summary>
    public required int Count { get; init; }

    /// <summary>Where older ones begin; absent when there are none.</summary>
    public long? Next { get; init; }
}
