using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Tujenge.Cli.Doctor.Databases;

/// <summary>Whether PostgreSQL is there, new enough and migrated, and what time it thinks it is.</summary>
internal sealed class DatabaseCheck(DatabaseSettings settings, IServiceProvider services, TimeProvider clock) : ICheck
{
    private const int OldestVersion = 15;

    /// <inheritdoc/>
    public string Name => "database";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        if (!settings.HasConnectionString)
        {
            return [Finding.NotConfigured(Name, DatabaseSettings.ConnectionString)];
        }

        if (settings.IsSqlite)
        {
            return [Finding.Skipped(Name, "SQLite belongs to standalone, which looks after it itself")];
        }

        await using var db = await Schema.All[0].Open(services, cancellationToken);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        try
        {
            await db.Database.OpenConnectionAsync(cancellationToken);
        }
        catch (Exception fault) when (fault.GetBaseException() is DbException or SocketException)
        {
            return [Describe(connection, fault), Finding.Skipped("migrations", "see the database"), Finding.Skipped("secrets", "see the database"), Finding.Skipped("clock", "see the database")];
        }

        return
        [
            Describe(connection),
            await Migrations.LookAtAsync(services, cancellationToken),
            await MasterKey.LookAtAsync(settings, services, cancellationToken),
            await ReadClockAsync(connection, cancellationToken),
        ];
    }

    private Finding Describe(NpgsqlConnection connection)
    {
        var seen = $"PostgreSQL {connection.PostgreSqlVersion} at {connection.Host}:{connection.Port}, database {connection.Database}";
        return connection.PostgreSqlVersion.Major >= OldestVersion
            ? Finding.Ok(Name, seen)
            : Finding.Failed(Name, seen, $"Version {OldestVersion} or later is needed.");
    }

    private Finding Describe(NpgsqlConnection connection, Exception fault)
    {
        // The connection that never opened knows no place: the text does.
        var text = new NpgsqlConnectionStringBuilder(connection.ConnectionString);
        var place = $"{text.Host}:{text.Port.ToString(CultureInfo.InvariantCulture)}";
        return fault.GetBaseException() switch
        {
            PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } => Finding.Failed(
                Name, $"PostgreSQL at {place} refuses the user {connection.UserName}", "Check Username and Password in Database__ConnectionString."),
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => Finding.Failed(
                Name, $"PostgreSQL at {place} has no database {connection.Database}", "Create it, or correct Database in Database__ConnectionString."),
            PostgresException refusal => Finding.Failed(
                Name, $"PostgreSQL at {place}: {refusal.MessageText} ({refusal.SqlState})", "See its log."),
            { } silence => Finding.Failed(
                Name, $"PostgreSQL does not answer at {place}: {silence.Message}", "Is it running? Host and Port in Database__ConnectionString say where it is."),
        };
    }

    private async Task<Finding> ReadClockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select clock_timestamp()";
        var asked = clock.GetUtcNow();
        var theirs = new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancellationToken))!);
        return Clock.Compare("the database", theirs, asked, clock.GetUtcNow(), grain: TimeSpan.Zero);
    }
}
