namespace Tujenge.Contracts.Operations.Entries;

/// <summary>A status that WhatsApp told of a message, as the sender's log has it.</summary>
public sealed record StatusEntry
{
    /// <summary>WhatsApp's word, in lower case: <c>sent</c>, <c>delivered</c>, <c>read</c>, <c>played</c>, <c>failed</c>, or one that nobody knows yet.</summary>
    public required string Status { get; init; }

    /// <summary>WhatsApp's timestamp.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When the gateway got it.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <inheritdoc cref="Messages.MessageStatusChanged.GroupMember"/>
    public string? GroupMember { get; init; }

    /// <summary>v1 code of the error that came with it.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>Title of that error, as it was told.</summary>
    public string? ErrorTitle { get; init; }

    /// <summary>What is known of the error beyond its title.</summary>
    public string? ErrorDetails { get; init; }
}
