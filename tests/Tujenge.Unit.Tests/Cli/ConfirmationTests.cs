using NUnit.Framework;

namespace Tujenge.Unit.Tests.Cli;

/// <summary>What cannot be taken back is asked about, where somebody can be asked.</summary>
[Parallelizable]
internal sealed class ConfirmationTests
{
    private const string Id = "0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f";

    private static readonly string[] Lines =
    [
        $"tenants remove {Id}",
        $"keys revoke {Id}",
        $"webhook remove {Id}",
        $"deliveries discard {Id} --reason gone",
        $"deliveries replay --channel {Id}",
        $"dead-letters discard {Id} --reason gone",
        "dead-letters replay --queue a-queue",
        "dead-letters replay --all",
    ];

    [TestCaseSource(nameof(Lines))]
    public async Task A_yes_at_the_terminal_does_it(string line)
    {
        await using var server = await ScriptedServer.StartAsync();
        var shell = new ScriptedShell(server.Url, "a-token") { Answers = new(["y"]) };

        Assert.That(await shell.RunAsync(line.Split(' ')), Is.Zero, shell.Said);
        Assert.That(shell.Questions.Single(), Does.EndWith("?").Or.EndWith("."));
        Assert.That(server.Calls, Has.Exactly(1).Items);
    }

    [TestCaseSource(nameof(Lines))]
    public async Task A_no_changes_nothing_and_ends_with_1(string line)
    {
        await using var server = await ScriptedServer.StartAsync();
        var shell = new ScriptedShell(server.Url, "a-token") { Answers = new(["n"]) };

        Assert.That(await shell.RunAsync(line.Split(' ')), Is.EqualTo(1));
        Assert.That(shell.Said, Is.EqualTo("Nothing was changed.\n"));
        Assert.That(server.Calls, Is.Empty);
    }

    [TestCaseSource(nameof(Lines))]
    public async Task Where_nobody_can_be_asked_it_must_be_said(string line)
    {
        await using var server = await ScriptedServer.StartAsync();
        var shell = new ScriptedShell(server.Url, "a-token");
        Assert.That(await shell.RunAsync(line.Split(' ')), Is.EqualTo(2));
        Assert.That(shell.Said, Does.Contain("--yes"));
        Assert.That(server.Calls, Is.Empty);

        Assert.That(await shell.RunAsync([.. line.Split(' '), "--yes"]), Is.Zero);
        Assert.That(server.Calls, Has.Exactly(1).Items);
    }

    [TestCase($"deliveries replay {Id}")]
    [TestCase($"dead-letters replay {Id}")]
    public async Task A_replay_of_one_needs_no_question(string line)
    {
        await using var server = await ScriptedServer.StartAsync();
        var shell = new ScriptedShell(server.Url, "a-token");
        Assert.That(await shell.RunAsync(line.Split(' ')), Is.Zero, shell.Said);
    }
}
