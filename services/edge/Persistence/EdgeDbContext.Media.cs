using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tujenge.Edge.Media.Remembering;

namespace Tujenge.Edge.Persistence;

/// <summary>What was uploaded lately.</summary>
public sealed partial class EdgeDbContext
{
    private const int LongestMimeType = 255;

    /// <summary>Whose files are, and what they are.</summary>
    public DbSet<UploadedMedia> Media => Set<UploadedMedia>();

    /// <summary>Notes an upload. An id that WhatsApp gives again is the newer file.</summary>
    public Task NoteMediaAsync(UploadedMedia media, CancellationToken cancellationToken) => WriteAsync(
        $$"""
        insert into {{Table("media")}} (id, channel_id, mime_type, uploaded_at) values ({0}, {1}, {2}, {3})
        on conflict (id) do update
        set channel_id = excluded.channel_id, mime_type = excluded.mime_type, uploaded_at = excluded.uploaded_at
        """,
        [
            media.Id,
            media.ChannelId,
            media.MimeType.Length > LongestMimeType ? media.MimeType[..LongestMimeType] : media.MimeType,
            media.UploadedAt,
        ],
        cancellationToken);

    /// <summary>What is known of some media, by their ids.</summary>
    public Task<Dictionary<string, UploadedMedia>> FindMediaAsync(string[] ids, CancellationToken cancellationToken) => Media
        .AsNoTracking()
        .Where(media => ids.Contains(media.Id))
        .ToDictionaryAsync(media => media.Id, cancellationToken);

    /// <summary>Forgets a channel's media.</summary>
    public Task RemoveMediaAsync(Guid channelId, string id, CancellationToken cancellationToken) => Media
        .Where(media => media.Id == id && media.ChannelId == channelId)
        .ExecuteDeleteAsync(cancellationToken);

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

    private sealed class UploadedMediaConfiguration : IEntityTypeConfiguration<UploadedMedia>
    {
        public void Configure(EntityTypeBuilder<UploadedMedia> builder)
        {
            builder.ToTable("media");
            builder.HasKey(media => media.Id);
            builder.Property(media => media.Id).HasMaxLength(128);
            builder.Property(media => media.MimeType).HasMaxLength(LongestMimeType);
            builder.HasIndex(media => media.UploadedAt);
        }
    }
}
