using System.ComponentModel.DataAnnotations;

namespace Tujenge.Infra.Persistence;

/// <summary>Where state is kept. Bound from <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary>Section in the configuration.</summary>
    public const string SectionName = "Database";

    /// <summary>PostgreSQL everywhere but in the one-process sandbox.</summary>
    public DatabaseProvider Provider { get; init; } = DatabaseProvider.Postgres;

    /// <summary>Npgsql connection string; for SQLite the folder that holds one file for each schema.</summary>
    [Required(ErrorMessage = "Database:ConnectionString is missing. Example: Host=localhost;Database=tujenge;Username=tujenge;Password=…")]
    public string ConnectionString { get; init; } = "";
}

/// <summary>The databases that the product runs on.</summary>
public enum DatabaseProvider
{
    /// <summary>PostgreSQL 15 or later.</summary>
    Postgres,

    /// <summary>SQLite, one process only.</summary>
    Sqlite,
}
