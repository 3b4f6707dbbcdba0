namespace Tujenge.Testing.Servers.VirtualHosts;

/// <summary>Names for virtual hosts.</summary>
internal static class VirtualHostName
{
    /// <summary>A name that nobody has.</summary>
    public static string Next() => $"t-{Guid.CreateVersion7():N}";
}
