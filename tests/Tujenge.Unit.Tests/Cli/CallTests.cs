using NUnit.Framework;

namespace Tujenge.Unit.Tests.Cli;

/// <summary>What the commands about messages, deliveries, callbacks and dead letters ask of the admin API.</summary>
[Parallelizable]
internal sealed class CallTests
{
    private const string Id = "0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f";
    private const string MessageId = "gBEG0190A5D27C117E2A9F003B5A5D1C2E4F";

    [TestCase("messages list", "GET /admin/v1/messages")]
    [TestCase($"messages list --channel {Id} --state failed --recipient +255712000111 --limit 5 --before 17", $"GET /admin/v1/messages?channel_id={Id}&state=failed&recipient=%2B255712000111&limit=5&before=17")]
    [TestCase($"messages show {MessageId}", $"GET /admin/v1/messages/{MessageId}")]
    [TestCase($"deliveries list --channel {Id} --state parked --limit 5 --before 17", $"GET /admin/v1/deliveries?channel_id={Id}&state=parked&limit=5&before=17")]
    [TestCase($"deliveries show {Id}", $"GET /admin/v1/deliveries/{Id}")]
    [TestCase($"deliveries replay {Id}", $"POST /admin/v1/deliveries/{Id}/replay")]
    [TestCase($"deliveries replay --channel {Id} --yes", "POST /admin/v1/deliveries/replay", $$"""{"channel_id":"{{Id}}"}""")]
    [TestCase($"deliveries discard {Id} --reason gone --yes", $"POST /admin/v1/deliveries/{Id}/discard", """{"reason":"gone"}""")]
    [TestCase("callbacks list", "GET /admin/v1/callbacks")]
    [TestCase("callbacks list --phone-number-id 47&11 --problem not_json --limit 5 --before 17", "GET /admin/v1/callbacks?phone_number_id=47%2611&problem=not_json&limit=5&before=17")]
    [TestCase("callbacks show 17", "GET /admin/v1/callbacks/17")]
    [TestCase($"dead-letters list --state waiting --queue a-queue --limit 5 --after {Id}", $"GET /admin/v1/dead-letters?state=waiting&queue=a-queue&limit=5&after={Id}")]
    [TestCase($"dead-letters show {Id}", $"GET /admin/v1/dead-letters/{Id}")]
    [TestCase($"dead-letters replay {Id}", $"POST /admin/v1/dead-letters/{Id}/replay")]
    [TestCase("dead-letters replay --queue a-queue -y", "POST /admin/v1/dead-letters/replay", """{"queue":"a-queue"}""")]
    [TestCase("dead-letters replay --all --yes", "POST /admin/v1/dead-letters/replay", """{"all":true}""")]
    [TestCase($"dead-letters discard {Id} --reason gone --yes", $"POST /admin/v1/dead-letters/{Id}/discard", """{"reason":"gone"}""")]
    public async Task A_command_makes_one_call(string line, string call, string body = "")
    {
        await using var server = await ScriptedServer.StartAsync();
        var shell = new ScriptedShell(server.Url, "a-token");
        var code = await shell.RunAsync(line.Split(' '));

        Assert.That(code, Is.Zero, shell.Said);
        var (method, path, sent, headers) = server.Calls.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That($"{method} {path}", Is.EqualTo(call));
            Assert.That(sent, Is.EqualTo(body));
            Assert.That(headers["Authorization"], Is.EqualTo("Bearer a-token"));
            Assert.That(headers["Tujenge-Operator"], Is.EqualTo("asha"));
        }
    }

    [Test]
    public async Task The_operators_name_can_be_given_and_is_cut_to_what_a_header_takes()
    {
        await using var server = await ScriptedServer.StartAsync();
        var shell = new ScriptedShell(server.Url, "a-token");
        shell.Variables["TUJENGE_OPERATOR"] = "Zoë " + new string('x', 100);
        await shell.RunAsync("tenants", "list");

        Assert.That(server.Calls.Single().Headers["Tujenge-Operator"], Is.EqualTo("Zo? " + new string('x', 60)));
    }

    [Test]
    public async Task The_command_line_goes_before_the_environment()
    {
        await using var server = await ScriptedServer.StartAsync();
        var shell = new ScriptedShell(new Uri("http://127.0.0.1:1"), "another-token");
        Assert.That(await shell.RunAsync("tenants", "list", "--url", $"{server.Url}", "--token", "a-token"), Is.Zero, shell.Said);
        Assert.That(server.Calls.Single().Headers["Authorization"], Is.EqualTo("Bearer a-token"));
    }

    [Test]
    public async Task A_replay_of_many_tells_what_came_of_it()
    {
        await using var server = await ScriptedServer.StartAsync(200, """{"replayed":3,"without_queue":2,"remaining":7}""");
        var shell = new ScriptedShell(server.Url, "a-token");
        await shell.RunAsync("dead-letters", "replay", "--all", "--yes");

        Assert.That(shell.Printed, Is.EqualTo("3 replayed.\n"));
        Assert.That(shell.Said, Does.Contain("2 wait on: their queue").And.Contain("7 wait on, too many"));
    }

    [Test]
    public async Task An_answer_without_a_body_prints_nothing_as_JSON()
    {
        await using var server = await ScriptedServer.StartAsync(204);
        var shell = new ScriptedShell(server.Url, "a-token");
        Assert.That(await shell.RunAsync("dead-letters", "replay", Id, "--output", "json"), Is.Zero);
        Assert.That((shell.Printed, shell.Said), Is.EqualTo(("", "")));
    }
}
