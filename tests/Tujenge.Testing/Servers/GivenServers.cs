using Tujenge.Testing.Servers.VirtualHosts;

namespace Tujenge.Testing.Servers;

/// <summary>Servers that somebody else runs and whose addresses are in the environment.</summary>
internal static class GivenServers
{
    public const string PostgresVariable = "TUJENGE_TEST_POSTGRES";
    public const string RabbitMqVariable = "TUJENGE_TEST_RABBITMQ";
    private const string ManagementVariable = "TUJENGE_TEST_RABBITMQ_MANAGEMENT";

    /// <summary>The given database server, an Npgsql connection string of a superuser; null when none is given.</summary>
    public static PostgresServer? Postgres() =>
        Read(PostgresVariable) is { } given ? new(new GivenRun(PostgresVariable), given) : null;

    /// <summary>The given broker, <c>amqp://user:password@host:port</c>; null when none is given.</summary>
    public static RabbitMqServer? RabbitMq()
    {
        if (Read(RabbitMqVariable) is not { } given)
        {
            return null;
        }

        var address = new Uri(given);
        var user = address.UserInfo.Split(':', 2);
        var (username, password) = user is [{ Length: > 0 } name, var secret]
            ? (Uri.UnescapeDataString(name), Uri.UnescapeDataString(secret))
            : ("guest", "guest");
        var host = new UriBuilder(address) { UserName = "", Password = "", Path = "/" }.Uri;
        var management = Read(ManagementVariable) ?? $"http://{address.Host}:15672";

        return new(
            new GivenRun(RabbitMqVariable),
            new GivenVirtualHosts(new(new Uri(management), username, password), username, address),
            host,
            username,
            password);
    }

    private static string? Read(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    /// <summary>A server that is not ours to stop.</summary>
    private sealed class GivenRun(string variable) : IServerRun
    {
        public Task StopAsync() => throw new InvalidOperationException(
            $"The server in {variable} is not ours to stop. Use a server of your own in outage tests.");

        public Task StartAsync() => StopAsync();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
