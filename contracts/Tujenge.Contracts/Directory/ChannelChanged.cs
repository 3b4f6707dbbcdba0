using MassTransit;

namespace Tujenge.Contracts.Directory;

/// <summary>
/// Event: the configuration of a channel was changed (webhook, keys, upstream). A hint that lets services act at once;
/// nothing depends on its arrival, since what they cache of the directory lives for a second only.
/// </summary>
[MessageUrn("tujenge:channel-changed:v1")]
[EntityName("tujenge.channel-changed.v1")]
public sealed record ChannelChanged
{
    /// <summary>The channel that changed.</summary>
    public required Guid ChannelId { get; init; }
}
