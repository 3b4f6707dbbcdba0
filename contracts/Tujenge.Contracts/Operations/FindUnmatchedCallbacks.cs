using MassTransit;
using Tujenge.Contracts.Callbacks;

namespace Tujenge.Contracts.Operations;

/// <summary>
/// Request: which callbacks nobody got, newest first; answered with <see cref="UnmatchedCallbacksFound"/>. What is absent
/// narrows nothing.
/// </summary>
[MessageUrn("tujenge:find-unmatched-callbacks:v1")]
[EntityName("tujenge.find-unmatched-callbacks.v1")]
public sealed record FindUnmatchedCallbacks
{
    /// <summary>This one, with its body; then nothing else narrows.</summary>
    public long? Id { get; init; }

    /// <summary>Only those about this number of the Cloud API.</summary>
    public string? PhoneNumberId { get; init; }

    /// <summary>Only those with this problem.</summary>
    public CallbackProblem? Problem { get; init; }

    /// <summary>How many at the most, from 1.</summary>
    public required int Limit { get; init; }

    /// <summary>Only older ones than this place: an <see cref="UnmatchedCallbacksFound.Next"/>.</summary>
    public long? Before { get; init; }
}
