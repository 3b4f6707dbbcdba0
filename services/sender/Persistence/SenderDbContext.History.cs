using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tujenge.Contracts.Operations.Entries;
using Tujenge.Infra.Persistence;

namespace Tujenge.Sender.Persistence;

/// <summary>The statuses of each message, one row for each, beside the state that they amount to.</summary>
public sealed partial class SenderDbContext
{
    /// <summary>
    /// Most statuses that are kept of a message: of a group of 1024, four of each member. Who makes up new ones without end
    /// fills no disk. A batch is looked at as a whole, so that the last one may go beyond it by its own length.
    /// </summary>
    public const int MostStatuses = 4096;

    /// <summary>Longest word for a status, and longest member of a group.</summary>
    public const int LongestWord = 512;

    /// <summary>Longest title of an error; real ones have some forty characters.</summary>
    public const int LongestTitle = 256;

    /// <summary>Longest details of an error.</summary>
    public const int LongestDetails = 1024;

    /// <summary>What WhatsApp told of messages.</summary>
    public DbSet<StatusChange> StatusChanges => Set<StatusChange>();

    private string StatusChangesTable => Table("status_changes");

    /// <summary>
    /// Writes what a batch of statuses says, all or nothing: how far the messages have come, and the statuses themselves, in one
    /// statement each.
    /// </summary>
    public async Task TrackAsync(
        IReadOnlyCollection<MessageProgress> progress,
        IReadOnlyCollection<ToldStatus> told,
        CancellationToken cancellationToken)
    {
        await using var transaction = await Database.BeginTransactionAsync(cancellationToken);
        if (progress.Count > 0)
        {
            await AdvanceAsync(progress, cancellationToken);
        }

        if (told.Count > 0)
        {
            await KeepAsync(told, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Adds statuses to the histories of their messages. One that is there already stays as it is, and one of no message is dropped.</summary>
    private Task<int> KeepAsync(IReadOnlyCollection<ToldStatus> told, CancellationToken cancellationToken)
    {
        var rows = new SqlRows(
            "{0}, {1}, {2}, {3}, cast({4} as timestamptz), cast({5} as timestamptz), cast({6} as text), cast({7} as integer), " +
            "cast({8} as text), cast({9} as text)");
        foreach (var one in told)
        {
            rows.Add(
                one.MessageId, one.ChannelId, one.EventId, one.Status, one.OccurredAt, one.ReceivedAt, one.GroupMember, one.ErrorCode,
                one.ErrorTitle, one.ErrorDetails);
        }

        // In one order everywhere, or two batches with the same statuses could wait for each other.
        return WriteAsync(
            $"""
            with told (message_id, channel_id, event_id, status, occurred_at, received_at, group_member, error_code, error_title,
                error_details) as (values {rows})
            insert into {StatusChangesTable} (message_sequence, event_id, status, occurred_at, received_at, group_member, error_code,
                error_title, error_details)
            select m.sequence, told.event_id, told.status, told.occurred_at, told.received_at, told.group_member, told.error_code,
                told.error_title, told.error_details
            from told
            join {MessagesTable} m on m.message_id = told.message_id and m.channel_id = told.channel_id
            where (select count(*) from {StatusChangesTable} kept where kept.message_sequence = m.sequence) < {MostStatuses}
            order by m.sequence, told.event_id
            on conflict do nothing
            """,
            rows.Values,
            cancellationToken);
    }

    private async Task<IReadOnlyList<StatusEntry>> StatusesOfAsync(long sequence, CancellationToken cancellationToken)
    {
        var found = await StatusChanges.AsNoTracking()
            .Where(change => change.MessageSequence == sequence)
            .Select(change => new StatusEntry
            {
                Status = change.Status,
                OccurredAt = change.OccurredAt,
                ReceivedAt = change.ReceivedAt,
                GroupMember = change.GroupMember,
                ErrorCode = change.ErrorCode,
                ErrorTitle = change.ErrorTitle,
                ErrorDetails = change.ErrorDetails,
            })
            .ToListAsync(cancellationToken);
        return [.. found.OrderBy(status => status.OccurredAt).ThenBy(PlaceInASecond).ThenBy(status => status.ReceivedAt)];
    }

    /// <summary>WhatsApp tells whole seconds, and much happens in one of them: in this order.</summary>
    private static int PlaceInASecond(StatusEntry status) => status.Status switch
    {
        "sent" => 0,
        "delivered" => 1,
        "read" => 2,
        "played" => 3,
        _ => 4,
    };

    private sealed class StatusChangeConfiguration : IEntityTypeConfiguration<StatusChange>
    {
        public void Configure(EntityTypeBuilder<StatusChange> builder)
        {
            builder.ToTable("status_changes");
            builder.HasKey(change => new { change.MessageSequence, change.EventId });
            builder.Property(change => change.Status).HasMaxLength(LongestWord);
            builder.Property(change => change.GroupMember).HasMaxLength(LongestWord);
            builder.Property(change => change.ErrorTitle).HasMaxLength(LongestTitle);
            builder.Property(change => change.ErrorDetails).HasMaxLength(LongestDetails);
            builder.HasOne<LoggedMessage>().WithMany().HasForeignKey(change => change.MessageSequence);
        }
    }
}

/// <summary>A status as it is to be kept.</summary>
public sealed record ToldStatus
{
    /// <summary>Our id of the message.</summary>
    public required string MessageId { get; init; }

    /// <summary>The channel.</summary>
    public required Guid ChannelId { get; init; }

    /// <inheritdoc cref="StatusChange.EventId"/>
    public required Guid EventId { get; init; }

    /// <inheritdoc cref="StatusChange.Status"/>
    public required string Status { get; init; }

    /// <inheritdoc cref="StatusChange.OccurredAt"/>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <inheritdoc cref="StatusChange.ReceivedAt"/>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <inheritdoc cref="StatusChange.GroupMember"/>
    public string? GroupMember { get; init; }

    /// <inheritdoc cref="StatusChange.ErrorCode"/>
    public int? ErrorCode { get; init; }

    /// <inheritdoc cref="StatusChange.ErrorTitle"/>
    public string? ErrorTitle { get; init; }

    /// <inheritdoc cref="StatusChange.ErrorDetails"/>
    public string? ErrorDetails { get; init; }
}
