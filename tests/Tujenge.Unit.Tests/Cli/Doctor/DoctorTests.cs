using System.Text.Json;
using NUnit.Framework;
using Tujenge.Cli.Doctor.Databases;
using Tujenge.Infra.Persistence;
using Tujenge.Unit.Tests.Architecture;
using Tujenge.Unit.Tests.Edge;

namespace Tujenge.Unit.Tests.Cli.Doctor;

/// <summary>The doctor beside an edge, without servers; with them it is tested in the system tests.</summary>
internal sealed class DoctorTests
{
    private const string Token = "a-secret-operator-token";

    [Test]
    public void It_looks_at_the_migrations_of_every_context_there_is() => Assert.That(
        Schema.All.Select(schema => schema.Context),
        Is.EquivalentTo(ArchitectureTests.ProductClasses.Where(type => type.IsSubclassOf(typeof(TujengeDbContext)))));

    [Test]
    public async Task What_is_not_configured_is_skipped_with_what_to_set()
    {
        await using var edge = await RunningEdge.StartAsync();
        var shell = new ScriptedShell(edge.Http.BaseAddress);
        Assert.That(await shell.RunAsync("doctor", "--output", "json"), Is.Zero, shell.Printed);

        var report = JsonDocument.Parse(shell.Printed).RootElement;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.GetProperty("result").GetString(), Is.EqualTo("ok"));
            Assert.That(Check(report, "edge").GetProperty("result").GetString(), Is.EqualTo("ok"));
            foreach (var (check, setting) in new[]
            {
                ("operator token", "TUJENGE_TOKEN"), ("broker", "Messaging__Host"), ("database", "Database__ConnectionString"),
                ("channels", "Database__ConnectionString"),
            })
            {
                Assert.That(Check(report, check).GetProperty("result").GetString(), Is.EqualTo("skipped"), check);
                Assert.That(Check(report, check).GetProperty("seen").GetString(), Does.Contain(setting), check);
            }

            Assert.That(Check(report, "database").GetProperty("advice").GetString(), Does.Contain("docker compose run --rm tujenge doctor"));
        }
    }

    [Test]
    public async Task The_right_token_is_taken_and_a_wrong_one_fails()
    {
        await using var edge = await RunningEdge.StartAsync();
        var right = new ScriptedShell(edge.Http.BaseAddress, RunningEdge.OperatorToken);
        await right.RunAsync("doctor");
        Assert.That(right.Lines, Has.Some.Match("^ok +operator token +edge takes it$"));

        var wrong = new ScriptedShell(edge.Http.BaseAddress, Token);
        Assert.That(await wrong.RunAsync("doctor"), Is.EqualTo(1));
        Assert.That(wrong.Lines, Has.Some.Match("^failed +operator token +edge refuses it"));
        Assert.That(wrong.Printed + wrong.Said, Does.Not.Contain(Token));
    }

    [Test]
    public async Task What_waits_for_a_person_is_a_warning_with_its_number()
    {
        await using var server = await ScriptedServer.StartAsync(200, """{"dead_letters":[{},{}],"deliveries":[{}],"next":"17"}""");
        var shell = new ScriptedShell(server.Url, Token);
        Assert.That(await shell.RunAsync("doctor"), Is.Zero, shell.Printed);
        Assert.That(shell.Lines, Has.Some.Match("^warning +dead letters +2 or more wait for a person.*tujenge dead-letters list"));
        Assert.That(shell.Lines, Has.Some.Match("^warning +deliveries +1 or more waits for a person.*tujenge deliveries list"));
        Assert.That(server.Calls.Select(call => call.Path), Does.Contain("/admin/v1/dead-letters?state=waiting&limit=200"));
    }

    [Test]
    public async Task An_edge_that_is_not_ready_says_why()
    {
        await using var server = await ScriptedServer.StartAsync(503, "Unhealthy\ndatabase-sender: Unhealthy migrations are missing", "text/plain");
        var shell = new ScriptedShell(server.Url);
        Assert.That(await shell.RunAsync("doctor"), Is.EqualTo(1));
        Assert.That(shell.Lines[0], Does.Contain("HTTP 503 to /livez"));
    }

    [Test]
    public async Task Nobody_at_the_address_fails_and_a_wrong_setting_is_named()
    {
        var shell = new ScriptedShell(new Uri("http://127.0.0.1:1"), Token);
        var code = await shell.RunAsync(
            "doctor",
            "--Database:ConnectionString", "garbage;Password=a-database-password",
            "--Messaging:Host=http://localhost", "--Messaging:Password", "a-broker-password");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(1));
            Assert.That(shell.Lines, Has.Some.Match("^failed +edge +does not answer at http://127.0.0.1:1/: Connection refused"));
            Assert.That(shell.Lines, Has.Some.Match("^failed +broker +Configuration: Messaging:Host must look like amqp://"));
            Assert.That(shell.Lines, Has.Some.Match("^failed +database +Configuration: Database:ConnectionString cannot be read"));
            Assert.That(shell.Printed + shell.Said, Does.Not.Contain("a-database-password").And.Not.Contain("a-broker-password").And.Not.Contain(Token));
        }
    }

    private static JsonElement Check(JsonElement report, string name) =>
        report.GetProperty("checks").EnumerateArray().Single(check => check.GetProperty("check").GetString() == name);
}
