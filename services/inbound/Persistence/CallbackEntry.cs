using Tujenge.Infra.Windows;

namespace Tujenge.Inbound.Persistence;

/// <summary>What is written down of a callback before its events are published.</summary>
public sealed class CallbackEntry
{
    /// <summary>The callback; a repeated delivery by the broker has the same.</summary>
    public required Guid CallbackId { get; init; }

    /// <summary>Its events.</summary>
    public required IReadOnlyCollection<SeenKey> Keys { get; init; }

    /// <summary>What its statuses say about ids.</summary>
    public required IReadOnlyCollection<KnownId> Known { get; init; }

    /// <summary>The customers who wrote in it.</summary>
    public required IReadOnlyCollection<CustomerMessage> Written { get; init; }

    /// <summary>Set by the writing: the events that this callback saw first.</summary>
    public IReadOnlySet<SeenKey> First { get; set; } = new HashSet<SeenKey>();
}

/// <summary>
/// What an event is recognised by (whatsapp-v1-webhooks, section 7): a message by its id, a status by the message's id
/// and the status, in groups by the member too (of a v1 server, which need not name groups, by whoever got the message). The kind comes first, so that a status cannot be taken for a message.
/// </summary>
/// <param name="ChannelId">The channel.</param>
/// <param name="Key">The text.</param>
public readonly record struct SeenKey(Guid ChannelId, string Key)
{
    /// <summary>Key of an inbound message.</summary>
    public static SeenKey OfMessage(Guid channelId, string id) => new(channelId, $"m:{id}");

    /// <summary>Key of a status.</summary>
    public static SeenKey OfStatus(Guid channelId, string id, string status, string? groupMember) =>
        new(channelId, groupMember is null ? $"s:{id}:{status}" : $"s:{id}:{status}:{groupMember}");

    /// <summary>Whether it is a status.</summary>
    public bool IsStatus => Key.StartsWith("s:", StringComparison.Ordinal);
}

/// <summary>Our id and WhatsApp's of one message.</summary>
/// <param name="ChannelId">The channel.</param>
/// <param name="UpstreamId"><c>wamid…</c></param>
/// <param name="MessageId">Our id.</param>
public readonly record struct KnownId(Guid ChannelId, string UpstreamId, string MessageId);
