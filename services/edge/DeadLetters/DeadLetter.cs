namespace Tujenge.Edge.DeadLetters;

/// <summary>A message that its queue could not get rid of otherwise, and what became of it.</summary>
public sealed class DeadLetter
{
    /// <summary>Longest <see cref="Reason"/>, in characters.</summary>
    public const int LongestReason = 500;

    /// <summary>Ordered by time; whoever pages through dead letters goes by it.</summary>
    public required Guid Id { get; init; }

    /// <summary>The queue that it comes from, where a replay brings it back to; null when nothing tells.</summary>
    public string? Queue { get; init; }

    /// <summary>Why it is here.</summary>
    public required DeadLetterKind Kind { get; init; }

    /// <summary>The bus's id of the message.</summary>
    public Guid? MessageId { get; init; }

    /// <summary>Its types (urns), separated by blanks; empty when its body does not tell.</summary>
    public required string MessageTypes { get; init; }

    /// <summary>The channel that it is about, if its body tells.</summary>
    public Guid? ChannelId { get; init; }

    /// <summary>Type of the exception.</summary>
    public string? FaultType { get; init; }

    /// <summary>
    /// The exception's message. May quote what somebody wrote, so it is for operators only, never for logs; gone with the body.
    /// </summary>
    public string? FaultMessage { get; set; }

    /// <summary>The body's content type.</summary>
    public string? ContentType { get; init; }

    /// <summary>The headers that go back with it, a JSON object of strings.</summary>
    public required string Headers { get; init; }

    /// <summary>The message as it was; empty once it has ended, because what it says is nobody's business any more.</summary>
    public required byte[] Body { get; set; }

    /// <summary>
    /// Equal for two deliveries of one dead letter, and for nothing else. It finds the copy that the broker delivers when
    /// this process died between storing and acknowledging.
    /// </summary>
    public required Guid Fingerprint { get; init; }

    /// <summary>When it was taken in.</summary>
    public required DateTimeOffset MovedAt { get; init; }

    /// <summary>What became of it.</summary>
    public DeadLetterState State { get; set; }

    /// <summary>When it was replayed or discarded.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Why it was discarded.</summary>
    public string? Reason { get; set; }

    /// <summary>Ends it for good, and erases what it says.</summary>
    /// <param name="state">What becomes of it.</param>
    /// <param name="now">When.</param>
    /// <param name="reason">Why it is discarded.</param>
    public void End(DeadLetterState state, DateTimeOffset now, string? reason = null)
    {
        State = state;
        EndedAt = now;
        Reason = reason;
        Body = [];
        FaultMessage = null;
    }
}

/// <summary>Why a message is a dead letter.</summary>
public enum DeadLetterKind
{
    /// <summary>It could not be read, or its consumer failed.</summary>
    Error = 0,

    /// <summary>No consumer of its queue knows its type.</summary>
    Skipped = 1,

    /// <summary>It was delivered too often without anybody finishing it.</summary>
    DeliveryLimit = 2,
}

/// <summary>What became of a dead letter.</summary>
public enum DeadLetterState
{
    /// <summary>A person has to decide.</summary>
    Waiting = 0,

    /// <summary>Back in its queue. If it fails again, it becomes another dead letter.</summary>
    Replayed = 1,

    /// <summary>Given up, for a reason.</summary>
    Discarded = 2,
}
