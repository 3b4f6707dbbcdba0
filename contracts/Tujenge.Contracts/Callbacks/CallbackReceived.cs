using MassTransit;

namespace Tujenge.Contracts.Callbacks;

/// <summary>
/// Event: a callback of WhatsApp passed its signature check and waits to be split. Once the broker has confirmed it,
/// WhatsApp gets its 200.
/// </summary>
[MessageUrn("tujenge:callback-received:v1")]
[EntityName("tujenge.callback-received.v1")]
public sealed record CallbackReceived
{
    /// <summary>One per POST received. Tells a repeated delivery by the broker from a repeated callback by WhatsApp.</summary>
    public required Guid CallbackId { get; init; }

    /// <summary>Channels whose app secret signed the body; parts for any other channel are not theirs to say.</summary>
    public required IReadOnlyList<Guid> ChannelIds { get; init; }

    /// <summary>
    /// What tells the app that signed the body from others, and shows nothing of its secret; for what is kept until one of its channels
    /// gets the number. Absent in what an earlier release took.
    /// </summary>
    public byte[]? AppMark { get; init; }

    /// <summary>When it arrived here.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The raw body as received: a Cloud API callback (cloud-api-mapping, section 4).</summary>
    public required string Body { get; init; }
}
