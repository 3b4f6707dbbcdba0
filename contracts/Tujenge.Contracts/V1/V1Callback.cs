namespace Tujenge.Contracts.V1;

/// <summary>
/// What the gateway itself has to say to a webhook (whatsapp-v1-webhooks, section 2). What WhatsApp says is passed on as a document,
/// of which only the necessary is read.
/// </summary>
public sealed record V1Callback
{
    /// <summary>Progress of outbound messages.</summary>
    public IReadOnlyList<V1Status>? Statuses { get; init; }
}

/// <summary>Progress of one outbound message.</summary>
public sealed record V1Status
{
    /// <summary>Our message id.</summary>
    public required string Id { get; init; }

    /// <summary>Recipient.</summary>
    public string? RecipientId { get; init; }

    /// <summary><c>sent</c>, <c>delivered</c>, <c>read</c>, <c>failed</c>, …</summary>
    public required string Status { get; init; }

    /// <summary>Unix seconds as text.</summary>
    public required string Timestamp { get; init; }

    /// <summary>Always <c>message</c>.</summary>
    public string Type { get; init; } = "message";

    /// <summary>Newer clients look for the recipient in here (client v2.45 and later).</summary>
    public V1StatusMessage? Message { get; init; }

    /// <summary>Why it failed.</summary>
    public IReadOnlyList<V1ErrorEntry>? Errors { get; init; }
}

/// <summary>The message that a status speaks of.</summary>
/// <param name="RecipientId">Recipient.</param>
public sealed record V1StatusMessage(string? RecipientId);
