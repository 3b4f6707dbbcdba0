namespace Tujenge.Edge.Contacts.Learning;

/// <summary>How WhatsApp writes a number.</summary>
public sealed class LearnedWaId
{
    /// <summary>No number is longer.</summary>
    public const int LongestNumber = 15;

    /// <summary>The channel that was told.</summary>
    public required Guid ChannelId { get; init; }

    /// <summary>What all ways to write the number have in common (<see cref="Infra.Numbers.ConversationKey"/>).</summary>
    public required string Number { get; init; }

    /// <summary>Digits, as WhatsApp writes them.</summary>
    public required string WaId { get; set; }

    /// <summary>When it was told last, to the day.</summary>
    public required DateTimeOffset LearnedAt { get; set; }
}
