using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using Testcontainers.PostgreSql;
using Testcontainers.RabbitMq;
using Tujenge.Testing.Processes;
using Tujenge.Testing.Servers.VirtualHosts;

namespace Tujenge.Testing.Servers.Docker;

/// <summary>The servers as containers, in the versions of <c>docker-compose.yml</c>.</summary>
internal static class ContainerServers
{
    private const string User = "tujenge";
    private const ushort ManagementPort = 15672;

    private static readonly bool HasDockerCommand = ProgramPath.Find("docker") is not null;

    // Testcontainers cleans up through a container of one more image, which an engine without a registry lacks. With
    // Docker's command at hand our own sweeper does the same.
    static ContainerServers() => TestcontainersSettings.ResourceReaperEnabled = !HasDockerCommand;

    /// <summary>Starts PostgreSQL.</summary>
    public static async Task<PostgresServer> PostgresAsync()
    {
        var name = NewName();
        var container = new PostgreSqlBuilder("postgres:17")
            .WithName(name)
            .WithUsername(User)
            .WithPassword(User)
            .WithPortBinding(FreePort.Next(), PostgreSqlBuilder.PostgreSqlPort)
            .WithCommand("-c", "max_connections=300")
            .Build();
        var run = await StartAsync(container, name, _ => Task.CompletedTask);
        return new PostgresServer(run, container.GetConnectionString());
    }

    /// <summary>Starts RabbitMQ.</summary>
    public static async Task<RabbitMqServer> RabbitMqAsync()
    {
        var (name, port, managementPort) = (NewName(), FreePort.Next(), FreePort.Next());
        var container = new RabbitMqBuilder("rabbitmq:4-management")
            .WithName(name)
            .WithHostname(name) // The node's data lies below its host's name.
            .WithUsername(User)
            .WithPassword(User)
            .WithPortBinding(port, RabbitMqBuilder.RabbitMqPort)
            .WithPortBinding(managementPort, ManagementPort)
            .Build();
        var host = new Uri($"amqp://{container.Hostname}:{port}/");
        var management = new RabbitMqManagement(new Uri($"http://{container.Hostname}:{managementPort}"), User, User);
        var run = await StartAsync(container, name, stop => RabbitMqReadiness.WaitAsync(host, management, stop));
        return new RabbitMqServer(run, management, host, User, User);
    }

    private static string NewName() => $"tujenge-test-{Guid.NewGuid():N}";

    private static async Task<ContainerServer> StartAsync(
        IContainer container,
        string name,
        Func<CancellationToken, Task> untilReady)
    {
        var sweeper = HasDockerCommand ? Sweeper.Start("docker", "rm", "--force", "--volumes", name) : null;
        var server = new ContainerServer(container, untilReady, sweeper);
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }
}
