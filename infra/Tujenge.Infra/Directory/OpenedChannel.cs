namespace Tujenge.Infra.Directory;

/// <summary>A channel, and which of its keys opened it.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="KeyId">The key's id.</param>
public sealed record OpenedChannel(Channel Channel, Guid KeyId);
