namespace Tujenge.Infra.Windows;

/// <summary>A conversation whose first message was put off: what comes after it waits for it, whatever it is.</summary>
public sealed class HeldConversation
{
    /// <summary>The channel.</summary>
    public required Guid ChannelId { get; init; }

    /// <summary>The customer, by <see cref="Numbers.ConversationKey"/>.</summary>
    public required string Customer { get; init; }

    /// <summary>When it is tried again. A moment that has passed holds nothing.</summary>
    public required DateTimeOffset Until { get; set; }
}
