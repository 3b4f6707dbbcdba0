using DotNet.Testcontainers.Containers;

namespace Tujenge.Testing.Servers.Docker;

/// <summary>A server in a container, on a port that a restart keeps.</summary>
/// <param name="container">The container.</param>
/// <param name="untilReady">Completes when it accepts work.</param>
/// <param name="sweeper">Removes the container at our end.</param>
internal sealed class ContainerServer(
    IContainer container,
    Func<CancellationToken, Task> untilReady,
    Sweeper? sweeper) : IServerRun
{
    // The image may have to be pulled first.
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);

    /// <inheritdoc/>
    public async Task StartAsync()
    {
        using var limit = new CancellationTokenSource(StartLimit);
        await container.StartAsync(limit.Token);
        await untilReady(limit.Token);
    }

    /// <inheritdoc/>
    public Task StopAsync() => container.StopAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await container.DisposeAsync();
        if (sweeper is not null)
        {
            await sweeper.DisposeAsync();
        }
    }
}
