using System.Diagnostics;
using Npgsql;
using Tujenge.Testing.Processes;

namespace Tujenge.Testing.Servers.Private;

/// <summary>PostgreSQL from the machine's packages.</summary>
internal static class PrivatePostgres
{
    // Debian keeps the server's programs out of PATH, one folder for each version.
    private static readonly string? Initdb = ProgramPath.Find(
        "initdb",
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderDescending().Select(version => $"{version}/bin")
            : []);

    /// <summary>Whether the programs are there.</summary>
    public static bool IsInstalled => Initdb is not null;

    /// <summary>Creates a cluster and starts it.</summary>
    public static async Task<PostgresServer> StartAsync()
    {
        var folder = await ServerFolder.CreateAsync(Account.ForServer("postgres"));
        var data = folder.File("data");
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = FreePort.Next(),
            Username = "tujenge",
            Password = Guid.NewGuid().ToString("N"),
            Database = "postgres",
        };

        await folder.WriteAsync("password", settings.Password);
        await TiedProcess.MustRunAsync(
            new ProcessStartInfo(
                Initdb!,
                [
                    "--pgdata", data, "--username", settings.Username, "--pwfile", folder.File("password"),
                    "--auth", "scram-sha-256", "--encoding", "UTF8", "--no-locale", "--no-sync",
                ]),
            folder.Owner);

        var server = new PrivateServer(
            folder,
            () => Command(data, settings.Port),
            Signal.Quit, // Like a crash, but the children go too: after SIGKILL they would hold the data for a moment.
            cancellationToken => WaitReadyAsync(settings.ConnectionString, cancellationToken));
        try
        {
            await server.StartAsync();
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        return new PostgresServer(server, settings.ConnectionString);
    }

    // fsync and synchronous_commit keep their defaults: what survives a kill is what we test.
    private static ProcessStartInfo Command(string data, int port) => new(
        Path.Combine(Path.GetDirectoryName(Initdb)!, "postgres"),
        [
            "-D", data, "-p", $"{port}", "-h", "127.0.0.1", "-k", "",
            "-c", "max_connections=300", "-c", "shared_buffers=64MB", "-c", "max_wal_size=512MB", "-c", "jit=off",
        ]);

    private static Task WaitReadyAsync(string connectionString, CancellationToken cancellationToken) =>
        Eventually.HoldsAsync(
            async () =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                await using var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
                await connection.OpenAsync(cancellationToken);
                return true;
            },
            "PostgreSQL to accept connections",
            TimeSpan.FromSeconds(60));
}
