namespace Tujenge.Contracts.Messages;

/// <summary>How far an outbound message has come, in WhatsApp's words and in its order.</summary>
public enum MessageStatus
{
    /// <summary>Accepted by WhatsApp's server.</summary>
    Sent,

    /// <summary>On the recipient's device.</summary>
    Delivered,

    /// <summary>Seen by the recipient. May come without <see cref="Delivered"/>.</summary>
    Read,

    /// <summary>Will not be delivered; the error says why.</summary>
    Failed,

    /// <summary>A status this version does not know. It is passed on to the webhook and changes no state; the history has it.</summary>
    Other,
}
