using NUnit.Framework;
using Tujenge.SystemTests.Gateways;
using Tujenge.Testing.Privacy;
using Tujenge.Testing.Processes;
using Tujenge.Testing.Servers;

namespace Tujenge.SystemTests.Journeys;

/// <summary><c>tujenge doctor</c>: with everything well, and with one thing wrong at a time.</summary>
public sealed partial class CommandLineTests
{
    [Test]
    public void With_everything_well_every_check_is_ok()
    {
        var (code, checks, output) = _everythingWell;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.Zero, output);
            Assert.That(checks.Select(check => check.Result), Is.All.EqualTo("ok"), output);
            Assert.That(checks.Select(check => check.Name).Distinct(), Is.EquivalentTo(
            [
                "edge", "operator token", "dead letters", "deliveries", "broker", "queues", "database", "migrations", "secrets", "clock",
                $"channel {_gateway.PhoneNumber}", $"channel {_gateway.V1PhoneNumber}", "webhooks",
            ]));
            Assert.That(checks.First(check => check.Name == "broker").Seen, Does.StartWith("RabbitMQ 3.").Or.StartWith("RabbitMQ 4."));
            Assert.That(checks.First(check => check.Name == "database").Seen, Does.StartWith("PostgreSQL 1"));
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
        await Doctor.FailsAsync(settings, check, seen, advice);
    }

    [Test]
    public async Task Missing_migrations_are_named()
    {
        var settings = _gateway.OperatorSettings();
        var server = await TestServers.PostgresAsync();
        var empty = await server.CreateDatabaseAsync();
        settings["Database__ConnectionString"] = empty;
        await Doctor.FailsAsync(settings, "migrations", "sender 20", "migrate");
        await server.DropDatabaseAsync(empty);
    }

    [Test]
    public async Task Missing_queues_are_named_with_the_service_that_declares_them()
    {
        var settings = _gateway.OperatorSettings();
        var server = await TestServers.RabbitMqAsync();
        var empty = await server.CreateVirtualHostAsync();
        settings["Messaging__Host"] = empty.ToString();
        await Doctor.FailsAsync(settings, "queues", "missing: sender-send-message-0", "Start the sender");
        await server.DeleteVirtualHostAsync(empty);
    }

    [Test]
    public async Task An_expired_token_is_named_with_the_line_that_renews_it()
    {
        var before = new { access_token = _gateway.AccessToken };
        await _gateway.SimulateAsync(HttpMethod.Put, $"numbers/{_gateway.PhoneNumberId}", new { access_token = Gateway.Secret("renewed") });
        await Doctor.FailsAsync(_gateway.OperatorSettings(), $"channel {_gateway.PhoneNumber}", "190", "--access-token-file -");
        await _gateway.SimulateAsync(HttpMethod.Put, $"numbers/{_gateway.PhoneNumberId}", before);
    }
}
