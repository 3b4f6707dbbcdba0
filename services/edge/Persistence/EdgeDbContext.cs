using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Tujenge.Edge.DeadLetters;
using Tujenge.Infra.Persistence;

namespace Tujenge.Edge.Persistence;

/// <summary>Dead letters of all services, the idempotency keys of clients, what they uploaded, and how WhatsApp writes numbers. No other service reads them.</summary>
public sealed partial class EdgeDbContext(DbContextOptions<EdgeDbContext> options) : TujengeDbContext(options, Schema)
{
    /// <summary>Schema of edge.</summary>
    public const string Schema = "edge";

    /// <summary>Messages that nobody could process.</summary>
    public DbSet<DeadLetter> DeadLetters => Set<DeadLetter>();

    /// <summary>Takes a dead letter in. One that waits already stays as it is: the broker repeated itself.</summary>
    /// <returns>Whether it is new.</returns>
    public async Task<bool> TakeInAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        if (await IsWaitingAsync(letter.Fingerprint, cancellationToken))
        {
            return false;
        }

        try
        {
            DeadLetters.Add(letter);
            await SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException)
        {
            // Asking works with every database; when it knows of none, this was another fault.
            ChangeTracker.Clear();
            if (!await IsWaitingAsync(letter.Fingerprint, cancellationToken))
            {
                throw;
            }

            return false;
        }
    }

    /// <summary>
    /// Claims a waiting dead letter for the current transaction; null when it has ended, or somebody else is at it.
    /// </summary>
    public async Task<DeadLetter?> ClaimAsync(Guid id, CancellationToken cancellationToken)
    {
        var sql = $"select {Columns<DeadLetter>()} from {Table("dead_letters")} where id = {{0}} and state = 0 {SkipLocked}";
        return (await DeadLetters.FromSqlRaw(sql, id).ToListAsync(cancellationToken)).SingleOrDefault();
    }

    /// <summary>How many wait, by queue and kind.</summary>
    public async Task<IReadOnlyList<WaitingDeadLetters>> CountWaitingAsync(CancellationToken cancellationToken) =>
        await DeadLetters
            .Where(letter => letter.State == DeadLetterState.Waiting)
            .GroupBy(letter => new { letter.Queue, letter.Kind })
            .Select(letters => new WaitingDeadLetters(letters.Key.Queue, letters.Key.Kind, letters.Count()))
            .ToListAsync(cancellationToken);

    /// <summary>Forgets some that ended before a moment; those that wait stay until a person decides.</summary>
    /// <returns>Number of dead letters forgotten.</returns>
    public Task<int> ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) => DeadLetters
        .Where(letter => DeadLetters
            .Where(old => old.State != DeadLetterState.Waiting && old.EndedAt < before)
            .OrderBy(old => old.EndedAt)
            .Take(1000)
            .Select(old => old.Id)
            .Contains(letter.Id))
        .ExecuteDeleteAsync(cancellationToken);

    private Task<bool> IsWaitingAsync(Guid fingerprint, CancellationToken cancellationToken) => DeadLetters.AnyAsync(
        letter => letter.Fingerprint == fingerprint && letter.State == DeadLetterState.Waiting, cancellationToken);

    private sealed class DeadLetterConfiguration : IEntityTypeConfiguration<DeadLetter>
    {
        public void Configure(EntityTypeBuilder<DeadLetter> builder)
        {
            builder.ToTable("dead_letters");
            builder.HasKey(letter => letter.Id);
            builder.Property(letter => letter.Id).ValueGeneratedNever();
            builder.Property(letter => letter.Reason).HasMaxLength(DeadLetter.LongestReason);
            builder.HasIndex(letter => letter.Fingerprint).IsUnique()
                .HasFilter("state = 0").HasDatabaseName("ix_dead_letters_waiting");
            builder.HasIndex(letter => new { letter.Queue, letter.Kind })
                .HasFilter("state = 0").HasDatabaseName("ix_dead_letters_count");
            builder.HasIndex(letter => new { letter.Queue, letter.Id });
            builder.HasIndex(letter => letter.EndedAt);
        }
    }
}

/// <summary>Dead letters that wait for a person.</summary>
/// <param name="Queue">Where they come from; null when nothing tells.</param>
/// <param name="Kind">Why they are here.</param>
/// <param name="Count">How many.</param>
public sealed record WaitingDeadLetters(string? Queue, DeadLetterKind Kind, int Count);
