using MassTransit;

namespace Tujenge.Contracts.Callbacks;

/// <summary>
/// Event: a v1 server called the address of a channel, and its body waits to be split. Once the broker has confirmed it, the
/// server gets its 200.
/// </summary>
[MessageUrn("tujenge:on-premises-callback-received:v1")]
[EntityName("tujenge.on-premises-callback-received.v1")]
public sealed record OnPremisesCallbackReceived
{
    /// <inheritdoc cref="CallbackReceived.CallbackId"/>
    public required Guid CallbackId { get; init; }

    /// <summary>The channel whose callback token the address ended in.</summary>
    public required Guid ChannelId { get; init; }

    /// <summary>When it arrived here.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The raw body as received: a flat v1 callback (<see cref="V1.V1Callback"/>), with the server's ids in it.</summary>
    public required string Body { get; init; }
}
