using MassTransit;

namespace Tujenge.Contracts.Messages;

/// <summary>
/// Event: a customer has sent a channel of the Cloud API a file. Published by inbound for edge, which lets no other channel have it. A
/// broker may deliver it again.
/// </summary>
[MessageUrn("tujenge:media-received:v1")]
[EntityName("tujenge.media-received.v1")]
public sealed record MediaReceived
{
    /// <summary>The channel (business phone number) that got it.</summary>
    public required Guid ChannelId { get; init; }

    /// <summary>WhatsApp's id of the file.</summary>
    public required string MediaId { get; init; }

    /// <summary>Its MIME type, which may have parameters; null where WhatsApp does not say.</summary>
    public string? MimeType { get; init; }
}
