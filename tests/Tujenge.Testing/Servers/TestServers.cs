using Tujenge.Testing.Servers.Docker;
using Tujenge.Testing.Servers.Private;

namespace Tujenge.Testing.Servers;

/// <summary>
/// The PostgreSQL and the RabbitMQ of this test process, each started when somebody first asks for it. In order of
/// choice: the address in <c>TUJENGE_TEST_POSTGRES</c> or <c>TUJENGE_TEST_RABBITMQ</c>, a container where a Docker
/// engine answers, a private server from the machine's own packages. With none of them tests fail; they never skip.
/// </summary>
public static class TestServers
{
    private static readonly Lock Lock = new();
    private static readonly List<IAsyncDisposable> Started = [];
    private static Task<PostgresServer>? _postgres;
    private static Task<RabbitMqServer>? _rabbitMq;
    private static Task<PostgresServer>? _outagePostgres;
    private static Task<RabbitMqServer>? _outageRabbitMq;

    /// <summary>The database server that all fixtures share.</summary>
    public static Task<PostgresServer> PostgresAsync()
    {
        lock (Lock)
        {
            return _postgres ??= Task.Run(async () =>
                GivenServers.Postgres() is { } given ? Keep(given) : await OwnPostgresAsync());
        }
    }

    /// <summary>The broker that all fixtures share.</summary>
    public static Task<RabbitMqServer> RabbitMqAsync()
    {
        lock (Lock)
        {
            return _rabbitMq ??= Task.Run(async () =>
                GivenServers.RabbitMq() is { } given ? Keep(given) : await OwnRabbitMqAsync());
        }
    }

    /// <summary>
    /// The database server that outage tests share: one at a time stops it, and starts it again before it ends.
    /// </summary>
    public static Task<PostgresServer> OutagePostgresAsync()
    {
        lock (Lock)
        {
            return _outagePostgres ??= Task.Run(OwnPostgresAsync);
        }
    }

    /// <summary>The broker that outage tests share: one at a time stops it, and starts it again before it ends.</summary>
    public static Task<RabbitMqServer> OutageRabbitMqAsync()
    {
        lock (Lock)
        {
            return _outageRabbitMq ??= Task.Run(OwnRabbitMqAsync);
        }
    }

    /// <summary>A database server of the caller's own, which may be stopped without disturbing other fixtures.</summary>
    public static async Task<PostgresServer> OwnPostgresAsync() => Keep(await ServerChoice.StartAsync(
        "PostgreSQL",
        "postgresql",
        GivenServers.PostgresVariable,
        ContainerServers.PostgresAsync,
        PrivatePostgres.IsInstalled,
        PrivatePostgres.StartAsync));

    /// <summary>A broker of the caller's own, which may be stopped without disturbing other fixtures.</summary>
    public static async Task<RabbitMqServer> OwnRabbitMqAsync() => Keep(await ServerChoice.StartAsync(
        "RabbitMQ",
        "rabbitmq-server",
        GivenServers.RabbitMqVariable,
        ContainerServers.RabbitMqAsync,
        PrivateRabbitMq.IsInstalled,
        PrivateRabbitMq.StartAsync));

    /// <summary>Stops and removes everything that was started; servers from the environment keep running.</summary>
    public static async Task StopAsync()
    {
        IAsyncDisposable[] servers;
        lock (Lock)
        {
            servers = [.. Started];
            Started.Clear();
            _postgres = null;
            _rabbitMq = null;
            _outagePostgres = null;
            _outageRabbitMq = null;
        }

        await Task.WhenAll(servers.Select(server => server.DisposeAsync().AsTask()));
    }

    private static TServer Keep<TServer>(TServer server)
        where TServer : IAsyncDisposable
    {
        lock (Lock)
        {
            Started.Add(server);
        }

        return server;
    }
}
