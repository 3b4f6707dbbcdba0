namespace Tujenge.Edge.Media.Remembering;

/// <summary>A file that went to WhatsApp through edge: whose it is and what it is, so that nobody sends it as something else.</summary>
public sealed class UploadedMedia
{
    /// <summary>WhatsApp's id.</summary>
    public required string Id { get; init; }

    /// <summary>The channel that uploaded it; WhatsApp lets no other one send it.</summary>
    public required Guid ChannelId { get; init; }

    /// <summary>As declared, in lower case and without parameters.</summary>
    public required string MimeType { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset UploadedAt { get; init; }
}
