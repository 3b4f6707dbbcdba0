namespace Tujenge.Infra.Messaging;

/// <summary>
/// Ids of events. They follow from what happened, whichever service tells it, so that a failure that the sender reports and
/// WhatsApp's own word of it are one event for the tenant.
/// </summary>
public static class EventIds
{
    /// <summary>A customer's message.</summary>
    public static Guid OfMessage(Guid channelId, string upstreamId) => DerivedId.From(channelId.ToString("N"), "message", upstreamId);

    /// <summary>A status of a message of ours; in groups, and from a v1 server, which need not name them, of one who got it.</summary>
    public static Guid OfStatus(Guid channelId, string messageId, string status, string? groupMember = null)
    {
        string[] parts = [channelId.ToString("N"), "status", messageId, status];
        return DerivedId.From(groupMember is null ? parts : [.. parts, groupMember]);
    }

    /// <summary>Errors that belong to no message have no id of WhatsApp's: each callback's are its own.</summary>
    public static Guid OfErrors(Guid channelId, Guid callbackId, string body) =>
        DerivedId.From(channelId.ToString("N"), "errors", callbackId.ToString("N"), body);
}
