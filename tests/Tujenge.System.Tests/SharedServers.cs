using NUnit.Framework;
using Tujenge.Testing.Servers;

namespace Tujenge.SystemTests;

/// <summary>Stops what the run started.</summary>
[SetUpFixture]
public sealed class SharedServers : StopTestServers;
