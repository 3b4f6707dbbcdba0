namespace Tujenge.Edge.Messages.Sending.Idempotency;

/// <summary>A client's key with the one message that was sent under it, and the answer that every retry gets.</summary>
public sealed class IdempotencyKey
{
    /// <summary>The channel; the same key on another channel is another key.</summary>
    public required Guid ChannelId { get; init; }

    /// <summary>As the client gave it, without quotes.</summary>
    public required string Key { get; init; }

    /// <summary>When the first request came; the key counts for 24 hours from then.</summary>
    public required DateTimeOffset ClaimedAt { get; init; }

    /// <summary>Our id of the message, written before it is published: a repeated publishing repeats it.</summary>
    public required string MessageId { get; init; }

    /// <summary>SHA-256 of the body as it came.</summary>
    public required byte[] BodyHash { get; init; }

    /// <summary>SHA-256 of the message as we normalise it; what a client writes in another order is the same message.</summary>
    public required byte[] MessageHash { get; init; }

    /// <summary>The answer's body.</summary>
    public required string Answer { get; init; }

    /// <summary>Whether the broker has confirmed the message. Until then nobody was told 201, and a retry publishes again.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>
    /// Whether another request under this key wants the same message. Either hash will do: releases may normalise in
    /// different ways, and clients may write the same in different ways, but not both within one retry.
    /// </summary>
    public bool IsSameMessage(IdempotencyKey other) =>
        BodyHash.AsSpan().SequenceEqual(other.BodyHash) || MessageHash.AsSpan().SequenceEqual(other.MessageHash);
}
