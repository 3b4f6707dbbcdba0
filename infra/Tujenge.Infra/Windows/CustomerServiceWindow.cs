namespace Tujenge.Infra.Windows;

/// <summary>
/// The 24 hours after a customer's last message in which free-form messages are allowed (limits.md, section 4).
/// </summary>
public sealed class CustomerServiceWindow
{
    /// <summary>The channel.</summary>
    public required Guid ChannelId { get; init; }

    /// <summary>The customer, by <see cref="Numbers.ConversationKey"/>.</summary>
    public required string Customer { get; init; }

    /// <summary>
    /// WhatsApp's timestamp of the customer's last message. The epoch when none was ever seen and WhatsApp has said
    /// (470) that there is no window.
    /// </summary>
    public required DateTimeOffset LastInboundAt { get; set; }
}
