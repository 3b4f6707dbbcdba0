using MassTransit;

namespace Tujenge.Contracts.Messages;

/// <summary>
/// Request: which of an upstream's ids are messages of ours; answered with <see cref="MessageIdsFound"/>. The On-Premises API
/// gives nothing back that we sent along, as the Cloud API mostly does, so only the sender's log knows.
/// </summary>
[MessageUrn("tujenge:find-message-ids:v1")]
[EntityName("tujenge.find-message-ids.v1")]
public sealed record FindMessageIds
{
    /// <summary>The channel.</summary>
    public required Guid ChannelId { get; init; }

    /// <summary>The upstream's ids.</summary>
    public required IReadOnlyList<string> UpstreamIds { get; init; }

    /// <summary>Recipients of whom it is asked whether a message to them is on its way: its id would not be known yet. An empty one stands for anybody.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }
}
