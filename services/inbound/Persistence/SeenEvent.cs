namespace Tujenge.Inbound.Persistence;

/// <summary>An event that WhatsApp has brought, and the callback that brought it first.</summary>
public sealed class SeenEvent
{
    /// <summary>Day of <see cref="SeenAt"/>, modulo ten; in the first minutes of a day that of the day before as well.</summary>
    public required short Slot { get; init; }

    /// <summary>The channel.</summary>
    public required Guid ChannelId { get; init; }

    /// <summary>See <see cref="SeenKey"/>.</summary>
    public required string Key { get; init; }

    /// <summary>The callback whose event it is.</summary>
    public required Guid CallbackId { get; init; }

    /// <summary>When it was first seen.</summary>
    public required DateTimeOffset SeenAt { get; init; }
}
