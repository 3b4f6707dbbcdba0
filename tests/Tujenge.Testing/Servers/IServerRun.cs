namespace Tujenge.Testing.Servers;

/// <summary>How a server is kept running, whatever server it is. Disposing ends and removes it.</summary>
internal interface IServerRun : IAsyncDisposable
{
    /// <summary>Kills the server; its data and its port stay.</summary>
    Task StopAsync();

    /// <summary>Starts the killed server; completes when it accepts work.</summary>
    Task StartAsync();
}
