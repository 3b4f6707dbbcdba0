using System.Text.Json;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Cli;

/// <summary>What the program prints: for people at 80 columns, for pipes, and for programs.</summary>
[Parallelizable]
internal sealed class OutputTests
{
    private const string Token = "a-token";
    private const string Id = "0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f";

    private static readonly object[] Lists =
    [
        new object[]
        {
            "tenants list",
            $$"""{"tenants":[{"id":"{{Id}}","name":"{{new string('x', 60)}} {{new string('y', 60)}}","created_at":"2026-11-25T10:00:00+00:00"}]}""",
        },
        new object[]
        {
            "channels list",
            $$"""{"channels":[{"id":"{{Id}}","phone_number":"255754000000123","phone_number_id":"100000000000001","tenant_id":"{{Id}}"}]}""",
        },
        new object[]
        {
            $"keys list {Id}",
            $$"""{"keys":[{"id":"{{Id}}","start":"tjk_AbCdEfGh","created_at":"2026-11-25T10:00:00Z","last_used_at":"2026-11-25T10:00:00Z","expires_at":"2099-11-25T10:00:00Z","revoked_at":null}]}""",
        },
        new object[]
        {
            "messages list",
            """{"messages":[{"id":"gBEG0190A5D27C117E2A9F003B5A5D1C2E4F","state":"failed","recipient":"255712000111","accepted_at":"2026-11-25T10:00:00Z","error":{"code":470,"title":"t","details":null}}],"next":null}""",
        },
        new object[]
        {
            "deliveries list",
            $$"""{"deliveries":[{"event_id":"{{Id}}","state":"delivered","attempts":1234,"last_error":"The webhook answered 500, which is not 200: https://example.com/{{new string('z', 80)}}"}],"next":null}""",
        },
        new object[]
        {
            "dead-letters list",
            $$"""{"dead_letters":[{"id":"{{Id}}","state":"discarded","queue":"dispatcher-inbound-message-received","fault_type":"System.Text.Json.JsonException","kind":"error"}],"next":null}""",
        },
        new object[]
        {
            "audit list",
            $$$"""{"entries":[{"sequence":12345,"at":"2026-11-25T10:00:00Z","actor":"operator (asha)","action":"channel.updated","subject":"{{{Id}}}","channel_id":"{{{Id}}}","details":{"access_token":"(set)","cloud_base_url":"https://graph.example.com"}}],"next":null}""",
        },
    ];

    [TestCaseSource(nameof(Lists))]
    public async Task A_list_is_readable_at_80_columns_and_breaks_no_id(string line, string body)
    {
        var shell = await RunAsync(line, body, width: 80);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(shell.Lines.Select(text => Plain(text).Length), Is.All.LessThanOrEqualTo(80), shell.Printed);
            Assert.That(shell.Printed, Does.Contain(Id).Or.Contain("gBEG0190A5D27C117E2A9F003B5A5D1C2E4F"));
            Assert.That(Plain(shell.Lines[0]), Does.Match("^[A-Z ()]+$"), "headings");
        }
    }

    [TestCaseSource(nameof(Lists))]
    public async Task A_list_in_a_pipe_has_one_line_for_each_entry_and_no_escapes(string line, string body)
    {
        var shell = await RunAsync(line, body, width: null);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(shell.Lines, Has.Length.EqualTo(2), shell.Printed);
            Assert.That(shell.Printed, Does.Not.Contain('\x1b').And.Not.Contain('…'));
            Assert.That(shell.Lines, Has.None.EndsWith(" "));
        }
    }

    [TestCaseSource(nameof(Lists))]
    public async Task As_JSON_a_list_is_what_the_API_answered(string line, string body)
    {
        var shell = await RunAsync($"{line} --output json", body, width: 80);
        Assert.That(shell.Printed, Is.EqualTo($"{body}\n"));
    }

    [Test]
    public async Task A_terminal_narrower_than_80_columns_still_breaks_no_id()
    {
        var shell = await RunAsync((string)((object[])Lists[1])[0], (string)((object[])Lists[1])[1], width: 40);
        Assert.That(shell.Printed, Does.Contain(Id));
    }

    [Test]
    public async Task Colours_can_be_switched_off()
    {
        await using var server = await ScriptedServer.StartAsync(200, (string)((object[])Lists[0])[1]);
        var shell = new ScriptedShell(server.Url, Token) { Width = 80 };
        await shell.RunAsync("tenants", "list");
        Assert.That(shell.Printed, Does.Contain('\x1b'), "bold headings on a terminal");

        var plain = new ScriptedShell(server.Url, Token) { Width = 80 };
        plain.Variables["NO_COLOR"] = "1";
        await plain.RunAsync("tenants", "list");
        Assert.That(plain.Printed, Does.Not.Contain('\x1b'));
    }

    [Test]
    public async Task Texts_from_elsewhere_move_no_cursor_and_break_no_line()
    {
        var body = $$"""{"deliveries":[{"event_id":"{{Id}}","state":"parked","attempts":1,"last_error":"bad\u001b[2J\nnews\u009b31m [bold]x[/]"}]}""";
        var shell = await RunAsync("deliveries list", body, width: null);
        Assert.That(shell.Lines[1], Does.EndWith("bad [2J news 31m [bold]x[/]"));
    }

    [Test]
    public async Task What_an_answer_lacks_is_a_dash_and_what_it_has_besides_is_left_alone()
    {
        var shell = await RunAsync("tenants list", $$"""{"tenants":[{"id":"{{Id}}","name":null,"colour":"blue"}],"more":1}""", width: null);
        Assert.That(shell.Lines[1], Does.Match($"^{Id} +- +-$"));
    }

    [Test]
    public async Task An_empty_list_is_headings_and_a_word_on_standard_error()
    {
        var shell = await RunAsync("tenants list", """{"tenants":[]}""", width: null);
        Assert.That(shell.Lines, Has.Length.EqualTo(1));
        Assert.That(shell.Said, Is.EqualTo("There are none.\n"));
    }

    [TestCase("messages list", """{"messages":[],"next":"17"}""", "--before 17")]
    [TestCase("audit list", """{"entries":[],"next":17}""", "--before 17")]
    [TestCase("dead-letters list", $$"""{"dead_letters":[],"next":"{{Id}}"}""", $"--after {Id}")]
    public async Task A_list_that_goes_on_says_how(string line, string body, string how)
    {
        var shell = await RunAsync(line, body, width: null);
        Assert.That(shell.Said, Does.Contain(how));
    }

    [Test]
    public async Task One_entry_is_shown_field_by_field_with_what_is_inside()
    {
        var body = $$$"""
            {"event_id":"{{{Id}}}","channel_id":"{{{Id}}}","state":"parked","attempts":2,"created_at":"2026-11-25T10:00:00.123Z",
             "last_error":"HTTP 500","log":[{"number":1,"started_at":"2026-11-25T10:00:01Z","duration_ms":12,"status_code":500,"error":"HTTP 500"}],
             "body":{"statuses":[{"id":"gBEG1"}]}}
            """;
        var shell = await RunAsync($"deliveries show {Id}", body, width: 80);
        var lines = shell.Lines.Select(Plain).ToArray();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(lines, Has.Some.Matches<string>(text => text!.StartsWith("event id", StringComparison.Ordinal) && text.EndsWith(Id, StringComparison.Ordinal)));
            Assert.That(lines, Has.Some.EndsWith("2026-11-25 10:00:00Z"));
            Assert.That(lines, Has.Some.Matches<string>(text => text!.StartsWith("1 ", StringComparison.Ordinal) && text.Contains("12 ms")));
            Assert.That(JsonDocument.Parse(shell.Printed[shell.Printed.IndexOf("\n{", StringComparison.Ordinal)..]).RootElement.GetProperty("statuses").GetArrayLength(), Is.EqualTo(1));
        }
    }

    private static async Task<ScriptedShell> RunAsync(string line, string body, int? width)
    {
        await using var server = await ScriptedServer.StartAsync(200, body);
        var shell = new ScriptedShell(server.Url, Token) { Width = width };
        var code = await shell.RunAsync(line.Split(' '));
        Assert.That(code, Is.Zero, shell.Said);
        return shell;
    }

    private static string Plain(string line) => System.Text.RegularExpressions.Regex.Replace(line, "\x1b\\[[0-9;]*m", "");
}
