namespace Tujenge.Testing.Servers.VirtualHosts;

/// <summary>Creates virtual hosts, by whatever way a broker allows.</summary>
internal interface IVirtualHosts
{
    /// <summary>Creates a virtual host under a new name and gives the user all rights in it.</summary>
    /// <returns>The name.</returns>
    Task<string> CreateAsync();

    /// <summary>Deletes a virtual host.</summary>
    Task DeleteAsync(string name);
}
