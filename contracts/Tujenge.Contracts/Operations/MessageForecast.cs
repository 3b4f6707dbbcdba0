using MassTransit;

namespace Tujenge.Contracts.Operations;

/// <summary>Response to <see cref="ForecastMessage"/>: what is known now. WhatsApp may still decide otherwise.</summary>
[MessageUrn("tujenge:message-forecast:v1")]
[EntityName("tujenge.message-forecast.v1")]
public sealed record MessageForecast
{
    /// <summary>When it would leave, if WhatsApp takes what is ahead of it.</summary>
    public required DateTimeOffset LeavesAt { get; init; }

    /// <summary>What it would wait for the longest; absent when it would leave at once.</summary>
    public WaitReason? WaitsFor { get; init; }

    /// <summary>Messages to the same recipient that are not with WhatsApp yet.</summary>
    public required int Ahead { get; init; }

    /// <summary>When the 24-hour window ends; absent when nobody knows, or the message needs none.</summary>
    public DateTimeOffset? WindowEndsAt { get; init; }

    /// <summary>Whether the message may leave only within a window.</summary>
    public required bool NeedsWindow { get; init; }

    /// <summary>WhatsApp's state of the template; absent when there is none, or nobody could tell.</summary>
    public string? TemplateStatus { get; init; }

    /// <summary>v1 code of the failure that it would end in; absent when none is foreseen.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>What is known of that failure beyond the code.</summary>
    public string? ErrorDetails { get; init; }

    /// <summary>What would be sent otherwise than it was meant, in sentences of ASCII letters; absent when nothing.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }
}

/// <summary>Why a message does not leave at once. Sent as a number.</summary>
public enum WaitReason
{
    /// <summary>Others to the same recipient are ahead of it.</summary>
    Conversation = 0,

    /// <summary>The recipient has got as many messages as WhatsApp lets one number send to another in a while.</summary>
    PairRate = 1,

    /// <summary>The channel has as many messages ahead as WhatsApp takes in a while.</summary>
    Throughput = 2,
}
