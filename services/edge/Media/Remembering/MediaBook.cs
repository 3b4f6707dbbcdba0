using System.Collections.ObjectModel;
using Microsoft.EntityFrameworkCore;
using Tujenge.Edge.Persistence;

namespace Tujenge.Edge.Media.Remembering;

/// <summary>
/// Remembers whose media are, and what they are. WhatsApp says so too, but of a message that was accepted long ago. An id that is not
/// known here (a file that came a moment ago, or is older) may well be good: WhatsApp has the say.
/// </summary>
internal sealed partial class MediaBook(
    IDbContextFactory<EdgeDbContext> contexts,
    TimeProvider clock,
    ILogger<MediaBook> logger)
{
    /// <summary>So long WhatsApp keeps what businesses upload, and what customers send no longer.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>What is known of some media, by their ids; throws when the database is away.</summary>
    public async Task<IReadOnlyDictionary<string, KnownMedia>> FindAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        string[] possible = [.. ids.Where(MediaEndpoints.IsId).Distinct()];
        return possible is []
            ? ReadOnlyDictionary<string, KnownMedia>.Empty
            : await ReadAsync(db => db.FindMediaAsync(possible, cancellationToken)).WaitAsync(Patience.ForDatabase, cancellationToken);
    }

    /// <summary>The channel whose the media are, if that is known; throws when the database is away.</summary>
    public async Task<Guid?> FindOwnerAsync(string id, CancellationToken cancellationToken) =>
        (await FindAsync([id], cancellationToken)).GetValueOrDefault(id)?.ChannelId;

    /// <summary>Notes an upload. WhatsApp has the file already, so a client is told so even where this fails.</summary>
    public Task NoteAsync(Guid channelId, string id, string mimeType) => TryAsync(id, db => db.NoteMediaAsync(
        new KnownMedia { Id = id, ChannelId = channelId, MimeType = mimeType, UploadedAt = clock.GetUtcNow() },
        CancellationToken.None));

    /// <summary>Notes a deletion, after WhatsApp's.</summary>
    public Task NoteDeletionAsync(Guid channelId, string id) =>
        TryAsync(id, db => db.NoteDeletedMediaAsync(channelId, id, CancellationToken.None));

    /// <summary>Takes no cancellation token: WhatsApp has done its part, whether or not the client still listens.</summary>
    private async Task TryAsync(string id, Func<EdgeDbContext, Task> write)
    {
        try
        {
            await WriteAsync(write).WaitAsync(Patience.ForDatabase);
        }
        catch (Exception fault)
        {
            Log.NotNoted(logger, id, fault.GetType().Name);
        }
    }

    private async Task WriteAsync(Func<EdgeDbContext, Task> write)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await write(db);
    }

    private async Task<T> ReadAsync<T>(Func<EdgeDbContext, Task<T>> read)
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await read(db);
    }

    private static partial class Log
    {
        [LoggerMessage(1015, LogLevel.Warning, "Whose media {MediaId} are could not be noted ({Fault}); messages with them are not checked")]
        public static partial void NotNoted(ILogger logger, string mediaId, string fault);
    }
}
