using System.Net;
using NUnit.Framework;
using Tujenge.SystemTests.Gateways;
using Tujenge.Testing;
using Tujenge.Testing.Processes;
using Tujenge.Testing.Servers;

namespace Tujenge.SystemTests.Journeys;

/// <summary>The journeys through separate processes on real RabbitMQ and PostgreSQL.</summary>
[TestFixture]
public sealed class ProcessesTests : GatewayJourneys
{
    private const string OtherKey = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private protected override Gateway Create() => new ProcessesGateway();

    [Test]
    public async Task Services_that_are_asked_to_stop_finish_what_they_hold_end_with_0_and_are_missed_by_the_doctor()
    {
        await using var gateway = new ProcessesGateway();
        await gateway.StartAsync();
        var (sending, delivering) = (Gateway.NewPhone(), Gateway.NewPhone());
        await gateway.WriteAsync(sending, Gateway.NewText("open"));

        // One message is being sent, and one event is being delivered, when the services are asked to stop.
        var answer = new TaskCompletionSource<int>();
        gateway.Webhook.Handler = call => call.Body.Contains(delivering, StringComparison.Ordinal) ? answer.Task : Task.FromResult(200);
        await gateway.SimulateAsync(HttpMethod.Post, $"phones/{delivering}/write", new { text = Gateway.NewText("held"), to = gateway.PhoneNumberId });
        await gateway.SimulateAsync(HttpMethod.Put, "faults", new { latency_ms_min = 1500, latency_ms_max = 1500 });
        var id = await gateway.SendTextAsync(sending, Gateway.NewText("slow"));
        await gateway.WaitForRowAsync($"select count(*) from sender.messages where message_id = '{id}' and state = 1");
        await Eventually.HoldsAsync(
            () => Task.FromResult(gateway.Webhook.Calls.Any(call => call.Body.Contains(delivering, StringComparison.Ordinal))),
            "the call that is held");

        var ended = gateway.TerminateAsync();
        answer.SetResult(200);
        Assert.That(await ended, Has.All.Zero);
        await gateway.WaitForRowAsync($"select count(*) from sender.messages where message_id = '{id}' and upstream_id is not null");
        await gateway.WaitForRowAsync("select 1 - count(*) from dispatcher.deliveries where state = 0 and created_at < now() - interval '1 second'");
        await Doctor.FailsAsync(gateway.OperatorSettings(), "queues", "nobody takes from", "Start the");
    }

    [Test]
    public async Task A_service_without_its_tables_is_alive_but_not_ready_and_says_what_to_do()
    {
        var settings = ((ProcessesGateway)Running).ServiceSettings();
        var server = await TestServers.PostgresAsync();
        var empty = await server.CreateDatabaseAsync();
        settings["Database__ConnectionString"] = empty;
        await using (var edge = await ServiceProcess.StartAsync("Tujenge.Edge", settings))
        {
            await Eventually.HoldsAsync(async () => (await edge.Client.GetAsync(new Uri("livez", UriKind.Relative))).IsSuccessStatusCode, "edge to be alive");
            using var ready = await edge.Client.GetAsync(new Uri("readyz", UriKind.Relative));
            using (Assert.EnterMultipleScope())
            {
                Assert.That(ready.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
                Assert.That(await ready.Content.ReadAsStringAsync(), Does.Contain("migrations are missing: run the migrate service"));
            }
        }

        await server.DropDatabaseAsync(empty);
    }

    [TestCase("Tujenge.Edge", "Database__ConnectionString", null, "Database:ConnectionString is missing")]
    [TestCase("Tujenge.Edge", "Secrets__MasterKey", null, "Secrets:MasterKey is missing. Make one with: openssl rand -base64 32")]
    [TestCase("Tujenge.Sender", "Secrets__MasterKey", "c2hvcnQ=", "Secrets:MasterKey must be 32 bytes in Base64")]
    [TestCase("Tujenge.Inbound", "Secrets__FormerMasterKeys__0", "?", "Secrets:FormerMasterKeys:0 must be 32 bytes in Base64")]
    [TestCase("Tujenge.Dispatcher", "Secrets__MasterKey", OtherKey, "Secrets:MasterKey does not open the key ring")]
    [TestCase("Tujenge.Migrate", "Secrets__MasterKey", null, "Secrets:MasterKey is missing")]
    [TestCase("Tujenge.Edge", "Edge__OperatorToken", "short", "Edge:OperatorToken must have at least 16 characters")]
    [TestCase("Tujenge.Sender", "Cloud__ApiVersion", "23", "Cloud:ApiVersion must look like v23.0")]
    [TestCase("Tujenge.Dispatcher", "Dispatcher__RetryFor", "soon", "Dispatcher:RetryFor")]
    [TestCase("Tujenge.Inbound", "Inbound__Concurrency", "0", "Inbound:Concurrency")]
    [TestCase("Tujenge.Edge", "Database__ConnectionString", "garbage", "Database:ConnectionString cannot be read")]
    [TestCase("Tujenge.Edge", "Messaging__Host", "http://localhost", "Messaging:Host must look like amqp://")]
    [TestCase("Tujenge.Edge", "Messaging__Host", "amqp://u:p@localhost", "Messaging:Host must look like amqp://")]
    [TestCase("Tujenge.Sender", "Messaging__Password", "wrong", "RabbitMQ refuses the user")]
    [TestCase("Tujenge.Edge", "Webhooks__AllowHttp", "maybe", "Webhooks:AllowHttp is 'maybe', but must be true or false")]
    [TestCase("Tujenge.Edge", "OTEL_EXPORTER_OTLP_ENDPOINT", "nonsense", "OTEL_EXPORTER_OTLP_ENDPOINT must be an address")]
    [TestCase("Tujenge.Edge", "Logging__LogLevel__Default", "Loud", "Log levels are Trace")]
    [TestCase("Tujenge.Simulator", "Simulator__Numbers__0__CallbackUrl", "nowhere", "CallbackUrl must be an absolute")]
    [TestCase("Tujenge.Standalone", "Sandbox__CloudBaseUrl", "ftp://x/", "Sandbox:CloudBaseUrl must be an http or https address")]
    [TestCase("Tujenge.Migrate", "Database__ConnectionString", "garbage", "Database:ConnectionString cannot be read")]
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
