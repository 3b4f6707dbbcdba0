namespace Tujenge.Contracts.V1;

/// <summary>An emoji put to a message (whatsapp-v1-api, section 3.5).</summary>
public sealed record V1Reaction
{
    /// <summary>Id as the client knows it: ours for an outbound message, WhatsApp's for an inbound one.</summary>
    public required string MessageId { get; init; }

    /// <summary>One emoji; empty takes the reaction back.</summary>
    public required string Emoji { get; init; }
}
