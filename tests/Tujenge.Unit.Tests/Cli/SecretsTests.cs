using System.Text.Json;
using NUnit.Framework;
using Tujenge.Testing;

namespace Tujenge.Unit.Tests.Cli;

/// <summary>How secrets get into the program, and that they do not get out of it.</summary>
[Parallelizable]
internal sealed class SecretsTests
{
    private const string Id = "0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f";
    private const string Access = "the-access-token";
    private const string App = "the-app-secret";

    private static readonly string[] Create = ["channels", "create", "--phone-number", "255754000000", "--phone-number-id", "1"];

    private ScriptedServer _server = null!;
    private TemporaryFolder _folder = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _server = await ScriptedServer.StartAsync(201, $$"""{"id":"{{Id}}"}""");
        _folder = new TemporaryFolder();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task They_may_be_options()
    {
        var shell = NewShell();
        await CreateAsync(shell, "--access-token", Access, "--app-secret", App);
    }

    [Test]
    public async Task They_may_be_in_files_whose_last_line_ends()
    {
        var shell = NewShell();
        await CreateAsync(shell, "--access-token-file", NewFile($"{Access}\n"), "--app-secret-file", NewFile($"{App}\r\n"));
    }

    [Test]
    public async Task One_may_come_from_standard_input()
    {
        var shell = NewShell();
        shell.Piped = $"{Access}\n";
        await CreateAsync(shell, "--access-token-file", "-", "--app-secret", App);
    }

    [Test]
    public async Task At_a_terminal_those_that_are_missing_are_asked_for()
    {
        var shell = NewShell();
        shell.Answers = new([Access, App]);
        await CreateAsync(shell);
        Assert.That(shell.Questions, Has.Count.EqualTo(2));
        Assert.That(shell.Questions[0], Does.Contain("access token").And.Contain("not shown"));
        Assert.That(shell.Questions[1], Does.Contain("app secret"));
    }

    [TestCase("--access-token the-access-token", "app secret", "--app-secret-file")]
    [TestCase("--app-secret the-app-secret", "access token", "--access-token-file")]
    [TestCase("--access-token a --access-token-file b --app-secret c", "not both", "--access-token-file")]
    [TestCase("--access-token-file /nonexistent/file --app-secret c", "cannot be read", "/nonexistent/file")]
    [TestCase("--access-token-file - --app-secret-file -", "empty", "Only one option can read it")]
    public async Task What_is_missing_or_too_much_is_told_and_nothing_is_called(string options, string what, string how)
    {
        var shell = NewShell();
        shell.Piped = Access;
        Assert.That(await shell.RunAsync([.. Create, .. options.Split(' ')]), Is.EqualTo(2));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(shell.Said, Does.Contain(what).And.Contain(how));
            Assert.That(shell.Said, Does.Not.Contain(Access).And.Not.Contain(App));
            Assert.That(_server.Calls, Is.Empty);
        }
    }

    [Test]
    public async Task An_update_sends_only_what_is_given()
    {
        var shell = NewShell();
        shell.Piped = Access;
        Assert.That(await shell.RunAsync("channels", "update", Id, "--access-token-file", "-", "--without", "waba-id", "--without", "tenant"), Is.Zero, shell.Said);
        Assert.That(_server.Calls.Single().Body, Is.EqualTo($$"""{"access_token":"{{Access}}","waba_id":null,"tenant_id":null}"""));
    }

    [Test]
    public async Task Headers_of_a_webhook_are_given_read_or_asked_for()
    {
        var shell = NewShell();
        shell.Answers = new(["asked=for"]);
        var code = await shell.RunAsync(
            "webhook", "set", Id, "https://example.com/hook",
            "--header", "X-Plain=a=b", "--header", "Authorization", "--header-file", $"X-File={NewFile("from a file\n")}");

        Assert.That(code, Is.Zero, shell.Said);
        Assert.That(_server.Calls.Single().Body, Is.EqualTo(
            """{"url":"https://example.com/hook","headers":{"X-Plain":"a=b","Authorization":"asked=for","X-File":"from a file"}}"""));
        Assert.That(shell.Questions.Single(), Does.Contain("Authorization").And.Contain("not shown"));
    }

    [Test]
    public async Task A_header_without_a_value_is_refused_where_nobody_can_be_asked()
    {
        var shell = NewShell();
        Assert.That(await shell.RunAsync("webhook", "set", Id, "https://example.com/hook", "--header", "Authorization"), Is.EqualTo(2));
        Assert.That(shell.Said, Does.Contain("--header-file Authorization=FILE"));
    }

    private ScriptedShell NewShell() => new(_server.Url, "a-token");

    private string NewFile(string text)
    {
        var file = Path.Combine(_folder.Path, $"{Guid.NewGuid():N}");
        File.WriteAllText(file, text);
        return file;
    }

    private async Task CreateAsync(ScriptedShell shell, params string[] options)
    {
        Assert.That(await shell.RunAsync([.. Create, .. options]), Is.Zero, shell.Said);
        var sent = JsonDocument.Parse(_server.Calls.Single().Body).RootElement;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sent.GetProperty("access_token").GetString(), Is.EqualTo(Access));
            Assert.That(sent.GetProperty("app_secret").GetString(), Is.EqualTo(App));
            Assert.That(sent.GetProperty("phone_number").GetString(), Is.EqualTo("255754000000"));
            Assert.That(shell.Printed + shell.Said, Does.Not.Contain(Access).And.Not.Contain(App));
        }
    }
}
