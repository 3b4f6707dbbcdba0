using NUnit.Framework;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing.Servers;

// Each fixture has its own database and virtual host. Those that measure time or stop servers run alone.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(2)]

namespace Tujenge.Services.Tests;

/// <summary>Stops what the run started.</summary>
[SetUpFixture]
public sealed class SharedServers : StopTestServers
{
    /// <summary>Runs before the servers stop.</summary>
    [OneTimeTearDown]
    public Task DropTemplatesAsync() => MigratedDatabases.DropTemplatesAsync();
}
