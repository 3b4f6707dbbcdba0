namespace Tujenge.Contracts.V1;

/// <summary>
/// What is known of a message's future: our addition, under <c>meta</c>, where v1 clients do not look. Moments are Unix
/// seconds in text, as in v1's callbacks.
/// </summary>
public sealed record V1Forecast
{
    /// <summary>The earliest moment at which it leaves; absent when it will not.</summary>
    public string? LeavesTimestamp { get; init; }

    /// <summary>
    /// What it waits for: <c>conversation</c>; in a dry run also <c>pair_rate</c> or <c>throughput</c>. Absent when it does not
    /// wait. An ordinary answer knows of a conversation only that it waits for a message that was put off.
    /// </summary>
    public string? WaitsFor { get; init; }

    /// <summary>Messages to the same recipient that leave before it; only in a dry run.</summary>
    public int? Ahead { get; init; }

    /// <summary>The 24-hour window: <c>open</c>, <c>closed</c>, <c>unknown</c> (WhatsApp decides) or <c>not_needed</c>.</summary>
    public required string Window { get; init; }

    /// <summary>When the window ends, or has ended.</summary>
    public string? WindowEndsTimestamp { get; init; }

    /// <summary>State of the template, such as <c>approved</c>, as far as known.</summary>
    public string? TemplateStatus { get; init; }

    /// <summary>The failure that its <c>failed</c> callback will tell; absent when none is foreseen.</summary>
    public IReadOnlyList<V1ErrorEntry>? Errors { get; init; }
}
