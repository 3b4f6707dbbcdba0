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

/// <summary>The order of states, in which a message only goes on.</summary>
public static class MessageStates
{
    /// <summary><see cref="Rank"/> of a failure: after <c>sent</c>, and taken back by what shows that the message arrived.</summary>
    public const int RankOfFailed = 5;

    /// <summary>Read is more than delivered, delivered more than failed, failed more than sent (whatsapp-v1-webhooks, section 7).</summary>
    public static int Rank(this MessageState state) => state == MessageState.Failed ? RankOfFailed : 2 * (int)state;
}
