using System.Diagnostics;
using System.Net.Sockets;
using Tujenge.Testing.Processes;
using Tujenge.Testing.Servers.VirtualHosts;

namespace Tujenge.Testing.Servers.Private;

/// <summary>RabbitMQ from the machine's packages, next to and independent of one that runs as a system service.</summary>
internal static class PrivateRabbitMq
{
    // Debian's command in PATH insists on the user rabbitmq and on system folders; the scripts behind it do not.
    private static readonly string? Server = ProgramPath.Find("rabbitmq-server", "/usr/lib/rabbitmq/bin");

    /// <summary>Whether the programs are there.</summary>
    public static bool IsInstalled => Server is not null;

    /// <summary>Starts a node of its own.</summary>
    public static async Task<RabbitMqServer> StartAsync()
    {
        var ports = new RabbitMqPorts();
        var folder = await ServerFolder.CreateAsync(Account.ForServer("rabbitmq"));
        var password = Guid.NewGuid().ToString("N");
        await folder.WriteAsync("rabbitmq.conf", Settings(ports, password));
        await folder.WriteAsync("enabled_plugins", "[rabbitmq_management].");
        await folder.WriteAsync("rabbitmq-env.conf", "");

        var host = new Uri($"amqp://127.0.0.1:{ports.Amqp}/");
        var management = new RabbitMqManagement(new Uri($"http://127.0.0.1:{ports.Management}"), "tujenge", password);
        await StartNameServerAsync(folder, ports.NameServer);
        var server = new PrivateServer(
            folder,
            () => Command(folder, ports),
            Signal.Kill,
            cancellationToken => RabbitMqReadiness.WaitAsync(host, management, cancellationToken));
        try
        {
            await server.StartAsync();
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        return new RabbitMqServer(server, management, host, management.Username, management.Password);
    }

    /// <summary>
    /// Erlang would start its name server as a daemon that nobody stops. One that is there already is used instead, and
    /// ours ends with the test run.
    /// </summary>
    private static async Task StartNameServerAsync(ServerFolder folder, int port)
    {
        await TiedProcess.StartAsync(
            new ProcessStartInfo("epmd", ["-port", $"{port}", "-address", "127.0.0.1"]),
            new CapturedOutput(),
            folder.Owner);
        await Eventually.HoldsAsync(
            async () =>
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", port);
                return true;
            },
            "Erlang's name server (epmd)");
    }

    private static string Settings(RabbitMqPorts ports, string password) =>
        $"""
         listeners.tcp.1 = 127.0.0.1:{ports.Amqp}
         management.tcp.ip = 127.0.0.1
         management.tcp.port = {ports.Management}
         default_user = tujenge
         default_pass = {password}
         log.console = true
         log.file = false
         vm_memory_high_watermark.absolute = 3GB
         disk_free_limit.absolute = 50MB

         """;

    private static ProcessStartInfo Command(ServerFolder folder, RabbitMqPorts ports) => new(Server!)
    {
        WorkingDirectory = folder.Path,
        Environment =
        {
            ["HOME"] = folder.Path, // for the Erlang cookie
            ["RABBITMQ_NODENAME"] = $"tujenge-{ports.Amqp}@localhost",
            ["RABBITMQ_NODE_PORT"] = $"{ports.Amqp}",
            ["RABBITMQ_DIST_PORT"] = $"{ports.Distribution}",
            ["RABBITMQ_MNESIA_BASE"] = folder.File("data"),
            ["RABBITMQ_LOG_BASE"] = folder.File("log"),
            ["RABBITMQ_PID_FILE"] = folder.File("pid"),
            ["RABBITMQ_CONFIG_FILE"] = folder.File("rabbitmq.conf"),
            ["RABBITMQ_ADVANCED_CONFIG_FILE"] = folder.File("advanced.config"),
            ["RABBITMQ_CONF_ENV_FILE"] = folder.File("rabbitmq-env.conf"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = folder.File("enabled_plugins"),
            ["ERL_EPMD_PORT"] = $"{ports.NameServer}",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",

            // Schedulers that spin while they wait would take the cores from the services under test.
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "+sbwt none +sbwtdcpu none +sbwtdio none",

            // The start script replaces itself by the broker, instead of staying as its parent.
            ["RUNNING_UNDER_SYSTEMD"] = "true",
        },
    };

    /// <summary>Everything the node listens on.</summary>
    private sealed record RabbitMqPorts
    {
        public int Amqp { get; } = FreePort.Next();

        public int Management { get; } = FreePort.Next();

        public int Distribution { get; } = FreePort.Next();

        public int NameServer { get; } = FreePort.Next();
    }
}
