namespace Tujenge.Sender.Persistence;

/// <summary>One status that WhatsApp told of a message. It goes with its message.</summary>
public sealed class StatusChange
{
    /// <summary>See <see cref="LoggedMessage.Sequence"/>.</summary>
    public required long MessageSequence { get; init; }

    /// <summary>Id of the status's event, the same for every repetition.</summary>
    public required Guid EventId { get; init; }

    /// <summary>WhatsApp's word, in lower case.</summary>
    public required string Status { get; init; }

    /// <summary>WhatsApp's timestamp.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When the gateway got it.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Of a message to a group: the member whose copy it is about.</summary>
    public string? GroupMember { get; init; }

    /// <summary>v1 code of the error that came with it.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>Title of the error.</summary>
    public string? ErrorTitle { get; init; }

    /// <summary>What is known of the error beyond its title.</summary>
    public string? ErrorDetails { get; init; }
}
