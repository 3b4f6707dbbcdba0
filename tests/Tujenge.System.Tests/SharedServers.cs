using NUnit.Framework;
using Tujenge.Testing.Servers;

namespace Tujenge.System.Tests;

/// <summary>Stops what the run started.</summary>
[SetUpFixture]
public sealed class SharedServers : SharedTestServers;
