using MassTransit;

namespace Tujenge.Contracts.Messages;

/// <summary>Response to <see cref="FindMessageIds"/>.</summary>
[MessageUrn("tujenge:message-ids-found:v1")]
[EntityName("tujenge.message-ids-found.v1")]
public sealed record MessageIdsFound
{
    /// <summary>Our ids by the upstream's, of those that are ours.</summary>
    public required IReadOnlyDictionary<string, string> MessageIds { get; init; }

    /// <summary>Those of the recipients to whom a call is under way whose answer is not written yet; all of them while one to a group is, for they may be its members.</summary>
    public required IReadOnlyList<string> OnTheirWay { get; init; }
}
