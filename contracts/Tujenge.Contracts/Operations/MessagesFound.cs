using MassTransit;
using Tujenge.Contracts.Operations.Entries;

namespace Tujenge.Contracts.Operations;

/// <summary>Response to <see cref="FindMessages"/>.</summary>
[MessageUrn("tujenge:messages-found:v1")]
[EntityName("tujenge.messages-found.v1")]
public sealed record MessagesFound
{
    /// <summary>Newest first: in the reverse order of their arrival at the sender.</summary>
    public required IReadOnlyList<MessageEntry> Messages { get; init; }

    /// <summary>Where older ones begin; absent when there are none.</summary>
    public long? Next { get; init; }
}
