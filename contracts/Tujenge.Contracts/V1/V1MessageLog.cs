namespace Tujenge.Contracts.V1;

/// <summary>Answer to <c>GET /v1/messages/{id}</c>, which v1 did not have: written as v1's status callbacks are.</summary>
/// <param name="Messages">The one message.</param>
/// <param name="Meta">Version of the surface.</param>
public sealed record V1LogAnswer(IReadOnlyList<V1LoggedMessage> Messages, V1Meta Meta);

/// <summary>What became of an outbound message. Moments are Unix seconds in text, WhatsApp's where WhatsApp told them.</summary>
public sealed record V1LoggedMessage
{
    /// <summary>The id that the client got.</summary>
    public required string Id { get; init; }

    /// <summary>WhatsApp's id, once known.</summary>
    public string? UpstreamId { get; init; }

    /// <summary>Recipient as it is sent.</summary>
    public required string RecipientId { get; init; }

    /// <summary>Kind of message; absent where it was accepted by a release that did not note it.</summary>
    public string? Type { get; init; }

    /// <summary>Where it stands: accepted, sending, sent, delivered, read or failed.</summary>
    public required string Status { get; init; }

    /// <summary>When it was accepted.</summary>
    public required string Timestamp { get; init; }

    /// <summary>When it may be sent, if its turn has come; only while it is accepted.</summary>
    public string? DueTimestamp { get; init; }

    /// <summary>Calls of WhatsApp begun.</summary>
    public required int Attempts { get; init; }

    /// <summary>
    /// What it has reached, and every status that WhatsApp told, in the order of their times: a late one too, though it
    /// changes nothing any more; of a group, each member's.
    /// </summary>
    public required IReadOnlyList<V1ReachedStatus> Statuses { get; init; }

    /// <summary>Why it failed.</summary>
    public IReadOnlyList<V1ErrorEntry>? Errors { get; init; }

    /// <summary>What the client was warned of when it was accepted or sent, in sentences.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }
}

/// <summary>A status of a message.</summary>
/// <param name="Status">As in the message itself, or WhatsApp's own word for one that has no place there.</param>
/// <param name="Timestamp">When.</param>
/// <param name="ReceivedTimestamp">When WhatsApp told it; absent where it did not, as of what the gateway itself did.</param>
/// <param name="RecipientId">Of a message to a group: the member whose copy it is about.</param>
/// <param name="Errors">Why it failed, or what WhatsApp had to say.</param>
public sealed record V1ReachedStatus(
    string Status,
    string Timestamp,
    string? ReceivedTimestamp = null,
    string? RecipientId = null,
    IReadOnlyList<V1ErrorEntry>? Errors = null);
