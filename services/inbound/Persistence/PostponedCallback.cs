namespace Tujenge.Inbound.Persistence;

/// <summary>A v1 server's callback that has to wait for the answer to a send.</summary>
public sealed class PostponedCallback
{
    /// <summary>The callback.</summary>
    public required Guid CallbackId { get; init; }

    /// <summary>The channel.</summary>
    public required Guid ChannelId { get; init; }

    /// <summary>When it came.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>As it came.</summary>
    public required string Body { get; init; }

    /// <summary>When it is looked at again; while one does so, when another may.</summary>
    public required DateTimeOffset DueAt { get; init; }
}
