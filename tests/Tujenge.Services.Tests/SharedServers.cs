using NUnit.Framework;
using Tujenge.Testing.Servers;

namespace Tujenge.Services.Tests;

/// <summary>Stops what the run started.</summary>
[SetUpFixture]
public sealed class SharedServers : StopTestServers;
