using Tujenge.Testing.Servers.VirtualHosts;

namespace Tujenge.Testing.Servers;

/// <summary>A running RabbitMQ. Every fixture takes a virtual host of its own from it.</summary>
public sealed class RabbitMqServer : IAsyncDisposable
{
    private readonly IServerRun _run;
    private readonly IVirtualHosts _virtualHosts;

    internal RabbitMqServer(IServerRun run, IVirtualHosts virtualHosts, Uri host, string username, string password)
    {
        _run = run;
        _virtualHosts = virtualHosts;
        Host = host;
        Username = username;
        Password = password;
    }

    /// <summary>Address of the broker, without virtual host and credentials.</summary>
    public Uri Host { get; }

    /// <summary>A user who may do everything.</summary>
    public string Username { get; }

    /// <summary>Password of <see cref="Username"/>.</summary>
    public string Password { get; }

    /// <summary>Creates an empty virtual host that nobody else uses.</summary>
    /// <returns>Its address without credentials, as the setting <c>Messaging:Host</c> wants it.</returns>
    public async Task<Uri> CreateVirtualHostAsync() => new(Host, Uri.EscapeDataString(await _virtualHosts.CreateAsync()));

    /// <summary>Deletes a virtual host with its queues, and closes the connections to it.</summary>
    /// <param name="virtualHost">What <see cref="CreateVirtualHostAsync"/> returned.</param>
    public Task DeleteVirtualHostAsync(Uri virtualHost) =>
        _virtualHosts.DeleteAsync(Uri.UnescapeDataString(virtualHost.AbsolutePath[1..]));

    /// <summary>The address of a virtual host with user and password in it, as RabbitMQ's own client wants it.</summary>
    public Uri WithCredentials(Uri virtualHost) => new UriBuilder(virtualHost)
    {
        UserName = Uri.EscapeDataString(Username),
        Password = Uri.EscapeDataString(Password),
    }.Uri;

    /// <summary>
    /// Kills the broker. Durable queues and confirmed persistent messages stay: RabbitMQ saves the names of new quorum queues
    /// twice a second, and a queue that was declared just before the kill would never come back, so this waits for that.
    /// Whoever works with the broker meanwhile is killed in the middle of it.
    /// </summary>
    public async Task StopServerAsync()
    {
        await Task.Delay(TimeSpan.FromSeconds(1));
        await _run.StopAsync();
    }

    /// <summary>Starts the killed broker on the same port; completes when it accepts connections.</summary>
    public Task StartServerAsync() => _run.StartAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _run.DisposeAsync();
}
