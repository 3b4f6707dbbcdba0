using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Tujenge.Infra.Persistence;

/// <summary>What all contexts share: a schema of their own where the database knows schemas, and moments that compare.</summary>
public abstract class TujengeDbContext(DbContextOptions options, string schema) : DbContext(options)
{
    /// <summary>Name of a table in hand-written SQL, with its schema where the database knows schemas.</summary>
    protected string Table(string name) => Database.IsSqlite() ? name : $"{schema}.{name}";

    /// <summary>
    /// What ends the selection of rows to claim: PostgreSQL skips rows that another replica is claiming; SQLite has one
    /// writer at a time and needs nothing.
    /// </summary>
    protected string SkipLocked => Database.IsSqlite() ? "" : "for update skip locked";

    /// <summary>
    /// The columns of a table, for hand-written SQL that reads whole rows: a statement with a star is prepared for the columns of its
    /// day, and fails once when a later release adds one.
    /// </summary>
    protected string Columns<TEntity>()
        where TEntity : class =>
        string.Join(", ", Model.FindEntityType(typeof(TEntity))!.GetProperties().Select(property => property.GetColumnName()));

    /// <summary>Runs one hand-written statement; values go in as <c>{0}</c>, <c>{1}</c>, …, never as text.</summary>
    /// <returns>Number of rows written.</returns>
    protected Task<int> WriteAsync(string sql, IEnumerable<object> values, CancellationToken cancellationToken) =>
        Database.ExecuteSqlRawAsync(sql, Stored(values), cancellationToken);

    /// <summary>Runs one hand-written statement that returns rows of <typeparamref name="TEntity"/>.</summary>
    protected async Task<IReadOnlyList<TEntity>> ReadAsync<TEntity>(
        string sql,
        IEnumerable<object> values,
        CancellationToken cancellationToken)
        where TEntity : class =>
        await Set<TEntity>().FromSqlRaw(sql, Stored(values)).AsNoTracking().ToListAsync(cancellationToken);

    /// <summary>Runs one hand-written query whose rows are of no table.</summary>
    protected async Task<IReadOnlyList<TRow>> QueryAsync<TRow>(
        string sql,
        IEnumerable<object> values,
        CancellationToken cancellationToken) =>
        await Database.SqlQueryRaw<TRow>(sql, Stored(values)).ToListAsync(cancellationToken);

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        if (!Database.IsSqlite())
        {
            modelBuilder.HasDefaultSchema(schema);
        }

        modelBuilder.ApplyConfigurationsFromAssembly(
            GetType().Assembly,
            type => type.Namespace == GetType().Namespace);
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        if (Database.IsSqlite())
        {
            // SQLite would store text, which it cannot compare as time.
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
        }
    }

    /// <summary>Values of hand-written statements pass no converter: moments go in as the columns hold them.</summary>
    private object[] Stored(IEnumerable<object> values) => Database.IsSqlite()
        ? [.. values.Select(value => value is DateTimeOffset moment ? moment.UtcTicks : value)]
        : [.. values];

    private sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
        moment => moment.UtcTicks,
        ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
