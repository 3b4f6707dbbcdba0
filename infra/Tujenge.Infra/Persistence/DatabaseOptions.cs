using System.ComponentModel.DataAnnotations;
using Npgsql;

namespace Tujenge.Infra.Persistence;

/// <summary>Where state is kept. Bound from <c>Database</c>.</summary>
public sealed class DatabaseOptions : IValidatableObject
{
    private const string Example = "Example: Host=localhost;Database=tujenge;Username=tujenge;Password=…";

    /// <summary>
    /// Connections of one process, unless the connection string says otherwise. Few on purpose: opening a hundred takes
    /// PostgreSQL seconds, while a queue for ten moves on in milliseconds; and a dozen processes must fit into the
    /// hundred that PostgreSQL allows by default.
    /// </summary>
    private const int Connections = 10;

    /// <summary>Of each connection, unless the connection string says otherwise; a service has some thirty that it repeats.</summary>
    private const int PreparedStatements = 50;

    /// <summary>Section in the configuration.</summary>
    public const string SectionName = "Database";

    /// <summary>PostgreSQL everywhere but in the one-process sandbox.</summary>
    public DatabaseProvider Provider { get; init; } = DatabaseProvider.Postgres;

    /// <summary>Npgsql connection string; for SQLite the folder that holds one file for each schema.</summary>
    [Required(ErrorMessage = $"Database:ConnectionString is missing. {Example}")]
    public string ConnectionString { get; init; } = "";

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider == DatabaseProvider.Postgres && !IsReadable())
        {
            // The text is not repeated: it holds the password.
            yield return new($"Database:ConnectionString cannot be read, or names no host. {Example}", [nameof(ConnectionString)]);
        }
    }

    /// <summary>The connection string with the house's pool in it, unless it has its own settings.</summary>
    internal string ToNpgsql()
    {
        var text = new NpgsqlConnectionStringBuilder(ConnectionString);
        if (!text.ShouldSerialize("Maximum Pool Size"))
        {
            text.MaxPoolSize = Connections;
        }

        if (!text.ShouldSerialize("No Reset On Close"))
        {
            text.NoResetOnClose = true; // Nothing of ours leaves a trace in a session, and each reset is a statement.
        }

        if (!text.ShouldSerialize("Max Auto Prepare"))
        {
            text.MaxAutoPrepare = PreparedStatements; // Planning ours takes PostgreSQL longer than running them.
        }

        return text.ConnectionString;
    }

    private bool IsReadable()
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(ConnectionString).Host is { Length: > 0 };
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            return false;
        }
    }
}

/// <summary>The databases that the product runs on.</summary>
public enum DatabaseProvider
{
    /// <summary>PostgreSQL 15 or later.</summary>
    Postgres,

    /// <summary>SQLite, one process only.</summary>
    Sqlite,
}
