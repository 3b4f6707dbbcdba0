namespace Tujenge.Contracts.Operations.Entries;

/// <summary>One call of a webhook.</summary>
public sealed record AttemptEntry
{
    /// <summary>Counted from 1.</summary>
    public required int Number { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public required int DurationMs { get; init; }

    /// <summary>HTTP status of the answer; absent when there was none.</summary>
    public int? StatusCode { get; init; }

    /// <summary>Why there was no answer, or why it was no success; absent for a success.</summary>
    public string? Error { get; init; }
}
