using Tujenge.Contracts.V1;
using Tujenge.Edge.Messages.Sending.Validation;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages.Sending;

/// <summary>What a client is told of a message that passed the check.</summary>
internal static class SendAnswer
{
    /// <summary>Nothing may be promised; under an idempotency key the next attempt is the same message.</summary>
    public static V1Error NotConfirmed => V1Error.Overloaded("The message was not confirmed in time; send it again");

    /// <param name="message">What was checked.</param>
    /// <param name="waId">The recipient as WhatsApp writes it; null where that is not known.</param>
    /// <param name="messageId">Its id; null where nothing was sent.</param>
    /// <param name="meta">With what is known of its future.</param>
    public static V1SendAnswer For(MessageCheck.Passed message, string? waId, string? messageId, V1Meta meta) => new(
        [new(message.Input, waId ?? message.Recipient)],
        messageId is null ? [] : [new(messageId)],
        meta);
}
