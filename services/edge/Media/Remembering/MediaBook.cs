using System.Buffers.Text;
using System.Collections.ObjectModel;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Tujenge.Edge.Persistence;

namespace Tujenge.Edge.Media.Remembering;

/// <summary>
/// Remembers whose media are, and what they are. WhatsApp says so too, but of a message that was accepted long ago. An id that is not
/// known here (a file that came a moment ago, or is older) may well be good: WhatsApp has the say.
/// <para>
/// A file is noted under its id, so that no other channel has it, and under its channel's own key for that id, which comes first: v1
/// servers count for themselves, so two channels may have the same id, and no server may take another's files away with it.
/// </para>
/// </summary>
internal sealed partial class MediaBook(
    IDbContextFactory<EdgeDbContext> contexts,
    TimeProvider clock,
    ILogger<MediaBook> logger)
{
    /// <summary>So long WhatsApp keeps what businesses upload, and what customers send no longer.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>What is known of some media that a channel names, by their ids; throws when the database is away.</summary>
    public async Task<IReadOnlyDictionary<string, KnownMedia>> FindAsync(
        Guid channelId, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        string[] possible = [.. ids.Where(MediaEndpoints.IsId).Distinct()];
        if (possible is [])
        {
            return ReadOnlyDictionary<string, KnownMedia>.Empty;
        }

        string[] keys = [.. possible, .. possible.Select(id => OwnKey(channelId, id))];
        var known = await ReadAsync(db => db.FindMediaAsync(keys, cancellationToken)).WaitAsync(Patience.ForDatabase, cancellationToken);
        var found = new Dictionary<string, KnownMedia>();
        foreach (var id in possible)
        {
            if ((known.GetValueOrDefault(OwnKey(channelId, id)) ?? known.GetValueOrDefault(id)) is { } media)
            {
                found.Add(id, media);
            }
        }

        return found;
    }

    /// <summary>The channel whose the media are, if that is known; throws when the database is away.</summary>
    public async Task<Guid?> FindOwnerAsync(Guid channelId, string id, CancellationToken cancellationToken) =>
        (await FindAsync(channelId, [id], cancellationToken)).GetValueOrDefault(id)?.ChannelId;

    /// <summary>Notes an upload. WhatsApp has the file already, so a client is told so even where this fails.</summary>
    public Task NoteAsync(Guid channelId, string id, string mimeType) => TryAsync(id, db => db.NoteUploadedAsync(
        Rows(channelId, id, mimeType, clock.GetUtcNow()), CancellationToken.None));

    /// <summary>Notes a deletion, after WhatsApp's.</summary>
    public Task NoteDeletionAsync(Guid channelId, string id) =>
        TryAsync(id, db => db.NoteDeletedMediaAsync(channelId, [id, OwnKey(channelId, id)], CancellationToken.None));

    /// <summary>What a file is noted as.</summary>
    public static KnownMedia[] Rows(Guid channelId, string id, string mimeType, DateTimeOffset now) =>
    [
        new() { Id = id, ChannelId = channelId, MimeType = mimeType, UploadedAt = now },
        new() { Id = OwnKey(channelId, id), ChannelId = channelId, MimeType = mimeType, UploadedAt = now },
    ];

    private static string OwnKey(Guid channelId, string id) =>
        $"own_{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{channelId:N}{id}")))}";

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
