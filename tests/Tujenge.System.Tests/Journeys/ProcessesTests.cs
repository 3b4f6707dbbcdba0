using NUnit.Framework;
using Tujenge.SystemTests.Gateways;
using Tujenge.Testing.Processes;

namespace Tujenge.SystemTests.Journeys;

/// <summary>The journeys through separate processes on real RabbitMQ and PostgreSQL.</summary>
[TestFixture]
public sealed class ProcessesTests : GatewayJourneys
{
    private protected override Gateway Create() => new ProcessesGateway();

    [Test]
    public async Task Services_that_are_asked_to_stop_end_with_0()
    {
        await using var gateway = new ProcessesGateway();
        await gateway.StartAsync();
        Assert.That(await gateway.TerminateAsync(), Has.All.Zero);
    }

    [TestCase("Tujenge.Edge", "Database__ConnectionString", null, "Database:ConnectionString is missing")]
    [TestCase("Tujenge.Edge", "Edge__OperatorToken", "short", "Edge:OperatorToken must have at least 16 characters")]
    [TestCase("Tujenge.Sender", "Sender__CloudApiVersion", "23", "Sender:CloudApiVersion must look like v23.0")]
    [TestCase("Tujenge.Dispatcher", "Dispatcher__RetryFor", "soon", "Dispatcher:RetryFor")]
    [TestCase("Tujenge.Inbound", "Inbound__Concurrency", "0", "Concurrency")]
    public async Task A_wrong_setting_stops_a_service_with_one_clear_line(string project, string name, string? value, string line)
    {
        var settings = ((ProcessesGateway)Running).ServiceSettings();
        settings[name] = value;
        var ended = await ServiceProcess.RunToEndAsync(project, settings, ["--urls", $"http://127.0.0.1:{FreePort.Next()}"]);

        var lines = ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ended.ExitCode, Is.EqualTo(1));
            Assert.That(lines, Has.Length.EqualTo(1), ended.Output);
            Assert.That(ended.Output, Does.Contain(line));
        }
    }

    [Test]
    public async Task Migrating_again_changes_nothing_and_ends_with_0()
    {
        var ended = await ServiceProcess.RunToEndAsync("Tujenge.Migrate", ((ProcessesGateway)Running).ServiceSettings());
        Assert.That(ended.ExitCode, Is.Zero);
        Assert.That(ended.Output, Does.Contain("SenderDbContext: up to date"));
    }
}
