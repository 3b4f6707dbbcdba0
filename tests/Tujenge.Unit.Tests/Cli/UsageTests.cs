using System.CommandLine;
using NUnit.Framework;
using Tujenge.Cli;
using Tujenge.Cli.Commands;

namespace Tujenge.Unit.Tests.Cli;

/// <summary>How the program is used, and what it says to who uses it wrongly.</summary>
[Parallelizable]
internal sealed class UsageTests
{
    private const string Id = "0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f";

    private static readonly string[] Paths = [.. VerbsIn(TujengeCommand.Create(new ScriptedShell()), "").Select(verb => verb.Path)];

    [Test]
    public void There_is_a_command_for_everything_that_operators_do() => Assert.That(Paths, Is.EquivalentTo(
    [
        "tenants list", "tenants show", "tenants create", "tenants rename", "tenants remove",
        "channels list", "channels show", "channels create", "channels update", "channels rotate-callback-token",
        "keys list", "keys create", "keys rotate", "keys revoke",
        "webhook show", "webhook set", "webhook remove",
        "messages list", "messages show",
        "deliveries list", "deliveries show", "deliveries replay", "deliveries discard",
        "callbacks list", "callbacks show",
        "dead-letters list", "dead-letters show", "dead-letters replay", "dead-letters discard",
        "audit list",
        "doctor",
    ]));

    [TestCaseSource(nameof(Paths))]
    public async Task Help_ends_with_an_example_that_works(string path)
    {
        var shell = new ScriptedShell();
        var code = await shell.RunAsync([.. path.Split(' '), "--help"]);
        var example = shell.Lines[^1].Trim();

        var parsed = TujengeCommand.Create(shell).Parse(example["tujenge ".Length..]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.Zero);
            Assert.That(shell.Lines[^2], Is.EqualTo("Example:"));
            Assert.That(example, Does.StartWith($"tujenge {path}"));
            Assert.That(parsed.Errors, Is.Empty);
            Assert.That(Verb.PathOf(parsed.CommandResult), Is.EqualTo($"tujenge {path}"));
        }
    }

    [TestCase("")]
    [TestCase("keys")]
    [TestCase("dead-letters")]
    public async Task Help_of_a_group_has_an_example_of_each_of_its_commands(string group)
    {
        var shell = new ScriptedShell();
        var code = await shell.RunAsync([.. group.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        var examples = shell.Lines.SkipWhile(line => line != "Examples:").Skip(1).ToArray();

        Assert.That(code, Is.Zero);
        Assert.That(examples, Has.Length.GreaterThanOrEqualTo(4).And.All.StartsWith("  tujenge " + group));
    }

    [Test]
    public async Task Help_shows_no_token()
    {
        var shell = new ScriptedShell(token: "a-secret-operator-token");
        await shell.RunAsync("tenants", "list", "--help");
        Assert.That(shell.Printed, Does.Contain("TUJENGE_TOKEN").And.Not.Contain("a-secret-operator-token"));
    }

    [Test]
    public async Task The_version_is_a_number()
    {
        var shell = new ScriptedShell();
        Assert.That(await shell.RunAsync("--version"), Is.Zero);
        Assert.That(shell.Printed, Does.Match(@"^\d+\.\d+\.\d+"));
    }

    [TestCase("", "tujenge --help")]
    [TestCase("tenant list", "tujenge --help")]
    [TestCase("tenants lsit", "Did you mean")]
    [TestCase("keys list", "tujenge keys list --help")]
    [TestCase("keys list 7", "'7' is not an id")]
    [TestCase("tenants list --output xml", "'json'")]
    [TestCase("tenants list --frob", "--frob")]
    [TestCase("messages list --state lost", "'failed'")]
    [TestCase("messages list --limit many", "--limit is a number")]
    [TestCase($"keys rotate {Id} --overlap 24", "--overlap is [days.]hours:minutes:seconds")]
    [TestCase($"deliveries discard {Id} --yes", "--reason")]
    [TestCase("deliveries replay", "Which?")]
    [TestCase($"deliveries replay {Id} --channel {Id}", "Which?")]
    [TestCase("dead-letters replay", "Which?")]
    [TestCase("dead-letters replay --all --queue q", "Which?")]
    [TestCase("channels create --phone-number 255754000000", "--phone-number-id")]
    [TestCase($"channels update {Id}", "Nothing was said to change")]
    [TestCase($"channels update {Id} --waba-id 1 --without waba-id", "contradict")]
    [TestCase($"channels update {Id} --without phone-number", "'waba-id'")]
    [TestCase($"webhook set {Id} https://example.com --header-file Authorization", "NAME=FILE")]
    [TestCase($"webhook set {Id} https://example.com --header A=1 --header A=2", "given twice")]
    [TestCase("tenants list --url nowhere", "--url or TUJENGE_URL must be an address")]
    [TestCase("tenants list --url http://user:password@127.0.0.1", "--url or TUJENGE_URL must be an address")]
    [TestCase("tenants list --token with\u00e9", "characters that no token has")]
    [TestCase("doctor --frob", "neither an option nor a setting")]
    [TestCase("doctor --Messaging:Host", "has no value")]
    public async Task A_wrong_line_is_refused_with_2_and_a_word_about_why(string line, string why)
    {
        var shell = new ScriptedShell(token: "a-token");
        var code = await shell.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(2), shell.Said);
            Assert.That(shell.Said, Does.Contain(why));
            Assert.That(shell.Printed, Is.Empty);
        }
    }

    [Test]
    public async Task Without_a_token_nothing_is_called()
    {
        await using var server = await ScriptedServer.StartAsync();
        var shell = new ScriptedShell(server.Url);
        Assert.That(await shell.RunAsync("tenants", "list"), Is.EqualTo(2));
        Assert.That(shell.Said, Does.Contain("TUJENGE_TOKEN").And.Contain("Edge:OperatorToken"));
        Assert.That(server.Calls, Is.Empty);
    }

    [Test]
    public async Task A_text_may_begin_with_an_at_sign()
    {
        await using var server = await ScriptedServer.StartAsync(201, $$"""{"id":"{{Id}}","name":"@home"}""");
        var shell = new ScriptedShell(server.Url, "a-token");
        Assert.That(await shell.RunAsync("tenants", "create", "@home"), Is.Zero, shell.Said);
        Assert.That(server.Calls.Single().Body, Is.EqualTo("""{"name":"@home"}"""));
    }

    private static IEnumerable<(string Path, Verb Verb)> VerbsIn(Command command, string path) => command is Verb verb
        ? [(path, verb)]
        : command.Subcommands.SelectMany(below => VerbsIn(below, $"{path} {below.Name}".Trim()));
}
