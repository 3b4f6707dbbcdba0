namespace Tujenge.Inbound.Persistence;

/// <summary>A callback of one channel that has to wait for the answer to a send, or for the sender.</summary>
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

    /// <summary>Whether it came from the Cloud API; otherwise from a v1 server.</summary>
    public bool IsCloud { get; init; }

    /// <summary>When it is looked at again; while one does so, when another may.</summary>
    public DateTimeOffset DueAt { get; init; }
}
