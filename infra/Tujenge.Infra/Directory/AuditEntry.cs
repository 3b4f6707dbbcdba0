namespace Tujenge.Infra.Directory;

/// <summary>One change: who did what, when. Written in the transaction of the change itself, never changed, never removed.</summary>
public sealed class AuditEntry
{
    /// <summary>Order of the trail.</summary>
    public long Sequence { get; init; }

    /// <summary>When it was done.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary><c>operator</c>, with the name that the operator gave; or <c>key:</c> and the id of a client's key.</summary>
    public required string Actor { get; init; }

    /// <summary>What was done, such as <c>channel.updated</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to: the id of a tenant, channel, key, delivery or dead letter.</summary>
    public required string Subject { get; init; }

    /// <summary>The channel that it concerns, if any.</summary>
    public Guid? ChannelId { get; init; }

    /// <summary>JSON object of what was set, field by field; of a secret, only that it was set.</summary>
    public required string Details { get; init; }
}
