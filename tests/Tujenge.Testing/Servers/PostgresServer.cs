using Npgsql;

namespace Tujenge.Testing.Servers;

/// <summary>A running PostgreSQL. Every fixture takes a database of its own from it.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly IServerRun _run;

    internal PostgresServer(IServerRun run, string connectionString)
    {
        _run = run;
        ConnectionString = connectionString;
    }

    /// <summary>The superuser's connection string.</summary>
    public string ConnectionString { get; }

    /// <summary>Creates a database that nobody else uses.</summary>
    /// <param name="template">Connection string of the database to copy, which nobody may be connected to; empty without one.</param>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = $"t_{Guid.CreateVersion7():N}";
        await ExecuteAsync(template is null
            ? $"create database {name}"
            : $"create database {name} template {new NpgsqlConnectionStringBuilder(template).Database}");
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name, Pooling = true }.ConnectionString;
    }

    /// <summary>Drops a database, also when somebody still is connected to it.</summary>
    /// <param name="connectionString">What <see cref="CreateDatabaseAsync"/> returned.</param>
    public async Task DropDatabaseAsync(string connectionString)
    {
        await using (var pool = new NpgsqlConnection(connectionString))
        {
            NpgsqlConnection.ClearPool(pool);
        }

        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await ExecuteAsync($"drop database if exists {name} with (force)");
    }

    /// <summary>Kills the server. What was committed stays; whoever is connected loses the connection.</summary>
    public Task StopServerAsync() => _run.StopAsync();

    /// <summary>Starts the killed server on the same port; completes when it answers.</summary>
    public Task StartServerAsync() => _run.StartAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _run.DisposeAsync();

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false });
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
