namespace Tujenge.Contracts.Messages;

/// <summary>How far a message has come in the sender's log. Kept and sent as numbers; a later state is a greater one.</summary>
public enum MessageState
{
    /// <summary>In the log, not yet sent.</summary>
    Accepted = 0,

    /// <summary>The call was begun; WhatsApp may have answered, but has not said <c>sent</c>.</summary>
    Sending = 1,

    /// <summary>WhatsApp's server has it.</summary>
    Sent = 2,

    /// <summary>The device has it.</summary>
    Delivered = 3,

    /// <summary>It was seen.</summary>
    Read = 4,

    /// <summary>It will not be delivered.</summary>
    Failed = 5,
}
