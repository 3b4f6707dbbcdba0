using System.Text.Json;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Auditing;

/// <summary>One change. <c>details</c> has what was set, field by field; of a secret, only that it was set.</summary>
internal sealed record AuditEntryAnswer(
    long Sequence,
    DateTimeOffset At,
    string Actor,
    string Action,
    string Subject,
    Guid? ChannelId,
    Dictionary<string, string> Details)
{
    public static AuditEntryAnswer From(AuditEntry entry) => new(
        entry.Sequence,
        entry.At,
        entry.Actor,
        entry.Action,
        entry.Subject,
        entry.ChannelId,
        JsonSerializer.Deserialize(entry.Details, EdgeJson.Wire.DictionaryStringString)!);
}

/// <summary>A page of the audit trail, newest first; <c>next</c> goes into <c>before</c> for the page after it.</summary>
internal sealed record AuditTrailAnswer(IReadOnlyList<AuditEntryAnswer> Entries, long? Next);
