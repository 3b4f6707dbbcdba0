using Microsoft.EntityFrameworkCore;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Auditing;

/// <summary>Puts on the audit trail what operators have done outside the directory, once it is done.</summary>
internal sealed class AuditTrail(IDbContextFactory<DirectoryDbContext> contexts, TimeProvider clock)
{
    /// <summary>Takes no cancellation token: what was done is told, whether or not somebody waits for the answer.</summary>
    /// <param name="http">Whose request it was.</param>
    /// <param name="action">What was done, such as <c>delivery.discarded</c>.</param>
    /// <param name="subject">Id of what it was done to.</param>
    /// <param name="channelId">The channel that it concerns.</param>
    /// <param name="fields">What was set or said.</param>
    public async Task RecordAsync(
        HttpContext http,
        string action,
        object subject,
        Guid? channelId = null,
        params IEnumerable<(string Name, object? Value)> fields)
    {
        await using var db = await contexts.CreateDbContextAsync();
        db.Add(http, clock.GetUtcNow(), action, subject, channelId, fields);
        await db.SaveChangesAsync();
    }
}
