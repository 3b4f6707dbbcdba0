using System.Text.Json;
using NUnit.Framework;
using Tujenge.SystemTests.Gateways;
using Tujenge.Testing.Privacy;
using Tujenge.Testing.Processes;
using Tujenge.Testing.Servers;

namespace Tujenge.SystemTests.Journeys;

/// <summary><c>tujenge doctor</c> beside the services as processes: well, and with one thing wrong at a time.</summary>
[TestFixture]
public sealed class DoctorTests
{
    private ProcessesGateway _gateway = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _gateway = new ProcessesGateway();
        await _gateway.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [Test]
    public async Task With_everything_well_every_check_is_ok()
    {
        var (code, checks, output) = await RunAsync(_gateway.OperatorSettings());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.Zero, output);
            Assert.That(checks.Select(check => check.Result), Is.All.EqualTo("ok"), output);
            Assert.That(checks.Select(check => check.Name).Distinct(), Is.EquivalentTo(
            [
                "edge", "operator token", "dead letters", "deliveries", "broker", "queues", "database", "migrations", "secrets", "clock",
                $"channel {_gateway.PhoneNumber}", $"channel {_gateway.V1PhoneNumber}", "webhooks",
            ]));
            Assert.That(SeenBy(checks, "broker"), Does.StartWith("RabbitMQ 3.").Or.StartWith("RabbitMQ 4."));
            Assert.That(SeenBy(checks, "database"), Does.StartWith("PostgreSQL 1"));
        }
    }

    [TestCase("broker away", "broker", "does not answer", "Messaging__Host")]
    [TestCase("broker's password", "broker", "refuses the user", "Messaging__Password")]
    [TestCase("virtual host", "broker", "refuses the virtual host", "Messaging__Host")]
    [TestCase("database away", "database", "does not answer", "Database__ConnectionString")]
    [TestCase("database's name", "database", "has no database", "Database__ConnectionString")]
    [TestCase("master key", "secrets", "does not open the key ring", "Secrets__MasterKey")]
    [TestCase("edge away", "edge", "does not answer", "TUJENGE_URL")]
    [TestCase("operator's token", "operator token", "refuses", "Edge__OperatorToken")]
    public async Task What_is_wrong_is_named_with_what_to_do_and_nothing_secret(string wrong, string check, string seen, string advice)
    {
        var settings = _gateway.OperatorSettings();
        var secret = Gateway.Secret("wrong");
        PrivateValues.Add(secret, "wrong password");
        var database = settings["Database__ConnectionString"]!;
        (string Name, string Value) change = wrong switch
        {
            "broker away" => ("Messaging__Host", $"amqp://127.0.0.1:{FreePort.Next()}/"),
            "broker's password" => ("Messaging__Password", secret),
            "virtual host" => ("Messaging__Host", new Uri(new Uri(settings["Messaging__Host"]!), "/nowhere").ToString()),
            "database away" => ("Database__ConnectionString", $"{database};Port={FreePort.Next()};Password={secret}"),
            "database's name" => ("Database__ConnectionString", $"{database};Database=nowhere"),
            "master key" => ("Secrets__MasterKey", Convert.ToBase64String(new byte[32])),
            "edge away" => ("TUJENGE_URL", $"http://127.0.0.1:{FreePort.Next()}"),
            _ => ("TUJENGE_TOKEN", secret),
        };
        settings[change.Name] = change.Value;
        await AssertFailsAsync(settings, check, seen, advice);
    }

    [Test]
    public async Task Missing_migrations_are_named()
    {
        var settings = _gateway.OperatorSettings();
        var server = await TestServers.PostgresAsync();
        var empty = await server.CreateDatabaseAsync();
        settings["Database__ConnectionString"] = empty;
        await AssertFailsAsync(settings, "migrations", "sender 20", "migrate");
        await server.DropDatabaseAsync(empty);
    }

    [Test]
    public async Task Missing_queues_are_named_with_the_service_that_declares_them()
    {
        var settings = _gateway.OperatorSettings();
        var server = await TestServers.RabbitMqAsync();
        var empty = await server.CreateVirtualHostAsync();
        settings["Messaging__Host"] = empty.ToString();
        await AssertFailsAsync(settings, "queues", "missing: sender-send-message-0", "Start the sender");
        await server.DeleteVirtualHostAsync(empty);
    }

    [Test]
    public async Task An_expired_token_is_named_with_the_line_that_renews_it()
    {
        var before = new { access_token = _gateway.AccessToken };
        await _gateway.SimulateAsync(HttpMethod.Put, $"numbers/{_gateway.PhoneNumberId}", new { access_token = Gateway.Secret("renewed") });
        await AssertFailsAsync(_gateway.OperatorSettings(), $"channel {_gateway.PhoneNumber}", "190", "--access-token-file -");
        await _gateway.SimulateAsync(HttpMethod.Put, $"numbers/{_gateway.PhoneNumberId}", before);
    }

    [Test]
    public async Task Services_that_have_stopped_leave_queues_without_consumers()
    {
        await using var gateway = new ProcessesGateway();
        await gateway.StartAsync();
        await gateway.TerminateAsync();
        await AssertFailsAsync(gateway.OperatorSettings(), "queues", "nobody takes from", "Start the");
    }

    private static async Task AssertFailsAsync(Dictionary<string, string?> settings, string check, string seen, string advice)
    {
        var (code, checks, output) = await RunAsync(settings);
        var failed = checks.Where(found => found.Name == check && found.Result == "failed").ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(1), output);
            Assert.That(failed, Is.Not.Empty, output);
            Assert.That(failed.Select(found => found.Seen), Has.Some.Contains(seen));
            Assert.That(failed.Select(found => found.Advice), Has.Some.Contains(advice));

            // The business number is shown on purpose: the operator must know which one it is about.
            Assert.That(
                PrivateValues.FindIn(output).Where(found => !found.StartsWith("business number", StringComparison.Ordinal)), Is.Empty);
            Assert.That(output, Does.Not.Contain("Password="), "no connection string");
        }
    }

    private static async Task<(int ExitCode, Check[] Checks, string Output)> RunAsync(Dictionary<string, string?> settings)
    {
        var ended = await CommandLine.RunAsync(settings, ["doctor", "--output", "json"]);
        Assert.That(ended.Output, Does.StartWith("{"), ended.Error);
        Check[] checks =
        [
            .. JsonDocument.Parse(ended.Output).RootElement.GetProperty("checks").EnumerateArray().Select(check => new Check(
                check.GetProperty("check").GetString()!,
                check.GetProperty("result").GetString()!,
                check.GetProperty("seen").GetString()!,
                check.GetProperty("advice").GetString() ?? "")),
        ];
        return (ended.ExitCode, checks, ended.Output + ended.Error);
    }

    private static string SeenBy(Check[] checks, string name) => checks.First(check => check.Name == name).Seen;

    private sealed record Check(string Name, string Result, string Seen, string Advice);
}
