using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tujenge.Edge.Media.Remembering;
using Tujenge.Infra.Persistence;

namespace Tujenge.Edge.Persistence;

/// <summary>What was uploaded and received lately.</summary>
public sealed partial class EdgeDbContext
{
    /// <summary>Longest MIME type that is kept.</summary>
    public const int LongestMimeType = 255;

    /// <summary>Longest id.</summary>
    public const int LongestMediaId = 128;

    /// <summary>Whose files are, and what they are.</summary>
    public DbSet<KnownMedia> Media => Set<KnownMedia>();

    /// <summary>Notes uploads. An id that WhatsApp gives again is the newer file.</summary>
    public Task NoteUploadedAsync(IReadOnlyCollection<KnownMedia> uploaded, CancellationToken cancellationToken) => NoteAsync(
        uploaded, "update set channel_id = excluded.channel_id, mime_type = excluded.mime_type, uploaded_at = excluded.uploaded_at", cancellationToken);

    /// <summary>Notes what customers sent. A callback may come again.</summary>
    public Task NoteReceivedAsync(IReadOnlyCollection<KnownMedia> received, CancellationToken cancellationToken) =>
        NoteAsync(received, "nothing", cancellationToken);

    private Task<int> NoteAsync(IReadOnlyCollection<KnownMedia> noted, string whereThereIsOne, CancellationToken cancellationToken)
    {
        var rows = new SqlRows("{0}, {1}, {2}, {3}");
        foreach (var media in noted.OrderBy(media => media.Id, StringComparer.Ordinal)) // one lock order in all replicas
        {
            var type = media.MimeType.Length > LongestMimeType ? media.MimeType[..LongestMimeType] : media.MimeType;
            rows.Add(media.Id, media.ChannelId, type, media.UploadedAt);
        }

        return WriteAsync(
            $"insert into {Table("media")} (id, channel_id, mime_type, uploaded_at) values {rows} on conflict (id) do {whereThereIsOne}",
            rows.Values,
            cancellationToken);
    }

    /// <summary>What is known of some media, by their ids.</summary>
    public Task<Dictionary<string, KnownMedia>> FindMediaAsync(string[] ids, CancellationToken cancellationToken) => Media
        .AsNoTracking()
        .Where(media => ids.Contains(media.Id))
        .ToDictionaryAsync(media => media.Id, cancellationToken);

    /// <summary>Makes a channel's media nobody's, so that the id does not pass for one that is not known yet.</summary>
    public Task NoteDeletedMediaAsync(Guid channelId, string[] ids, CancellationToken cancellationToken) => Media
        .Where(media => ids.Contains(media.Id) && media.ChannelId == channelId)
        .ExecuteUpdateAsync(media => media.SetProperty(one => one.ChannelId, Guid.Empty), cancellationToken);

    /// <summary>Forgets some that were uploaded up to a moment.</summary>
    /// <returns>Number of media forgotten.</returns>
    public Task<int> ForgetMediaAsync(DateTimeOffset before, CancellationToken cancellationToken) => Media
        .Where(media => Media
            .Where(old => old.UploadedAt <= before)
            .OrderBy(old => old.UploadedAt)
            .Take(1000)
            .Select(old => old.Id)
            .Contains(media.Id))
        .ExecuteDeleteAsync(cancellationToken);

    private sealed class KnownMediaConfiguration : IEntityTypeConfiguration<KnownMedia>
    {
        public void Configure(EntityTypeBuilder<KnownMedia> builder)
        {
            builder.ToTable("media");
            builder.HasKey(media => media.Id);
            builder.Property(media => media.Id).HasMaxLength(LongestMediaId);
            builder.Property(media => media.MimeType).HasMaxLength(LongestMimeType);
            builder.HasIndex(media => media.UploadedAt);
        }
    }
}
