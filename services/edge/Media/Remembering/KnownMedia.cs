namespace Tujenge.Edge.Media.Remembering;

/// <summary>
/// A file that a channel sent to WhatsApp through edge, or got from a customer: whose it is, so that no other channel fetches or sends
/// it (cloud-api-mapping, section 3), and what it is, so that nobody sends it as something else.
/// </summary>
public sealed class KnownMedia
{
    /// <summary>WhatsApp's id, or the channel's own key for it: see <see cref="MediaBook"/>.</summary>
    public required string Id { get; init; }

    /// <summary>The channel that uploaded or received it; WhatsApp lets no other one send it. Empty once it is deleted: nobody's.</summary>
    public required Guid ChannelId { get; init; }

    /// <summary>As declared, in lower case and without parameters; empty where nothing was.</summary>
    public required string MimeType { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset UploadedAt { get; init; }
}
