using Tujenge.Contracts.V1;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Secrets;

namespace Tujenge.Sender.Upstreams;

/// <summary>What is behind a channel, as far as sending goes.</summary>
internal interface IUpstream
{
    /// <summary>
    /// Makes the call that sends a message, without calling. The call itself is made once, takes no longer than the settings
    /// say, and never throws: whatever happens is an outcome.
    /// </summary>
    /// <exception cref="UnreadableSecretException">The channel's secret cannot be decrypted.</exception>
    Func<Task<SendOutcome>> Prepare(Channel channel, OutgoingMessage message);
}

/// <summary>A message on its way out.</summary>
/// <param name="MessageId">Our id.</param>
/// <param name="Body">The v1 document, as edge normalised it.</param>
/// <param name="Content">The same, read.</param>
/// <param name="TargetId">WhatsApp's id of the message that this one quotes or reacts to; null for none.</param>
internal sealed record OutgoingMessage(string MessageId, string Body, V1Message Content, string? TargetId);
