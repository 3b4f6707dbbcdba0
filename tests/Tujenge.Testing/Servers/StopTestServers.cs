using NUnit.Framework;

namespace Tujenge.Testing.Servers;

/// <summary>
/// Stops the servers after the last test. Derive a <c>[SetUpFixture]</c> from it in the root namespace of each test
/// assembly.
/// </summary>
public abstract class StopTestServers
{
    /// <summary>Runs after all tests of the assembly.</summary>
    [OneTimeTearDown]
    public Task StopServersAsync() => TestServers.StopAsync();
}
