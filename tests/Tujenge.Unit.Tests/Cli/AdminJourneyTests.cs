using System.Net;
using NUnit.Framework;
using Tujenge.Unit.Tests.Edge;

namespace Tujenge.Unit.Tests.Cli;

/// <summary>An operator's day with the real edge.</summary>
[Parallelizable]
internal sealed class AdminJourneyTests
{
    private RunningEdge _edge = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _edge = await RunningEdge.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [Test]
    public async Task A_tenant_is_made_renamed_shown_and_removed()
    {
        var id = FieldOf(await RunAsync("tenants", "create", "Duka la Asha"), "id");
        await RunAsync("tenants", "rename", id, "Duka la Juma");
        Assert.That(FieldOf(await RunAsync("tenants", "show", id), "name"), Is.EqualTo("Duka la Juma"));
        Assert.That((await RunAsync("tenants", "list")).Printed, Does.Contain(id).And.Contain("Duka la Juma"));

        await RunAsync("tenants", "remove", id, "--yes");
        Assert.That((await RunAsync("tenants", "list")).Printed, Does.Not.Contain(id));
    }

    [Test]
    public async Task A_channel_with_a_tenant_a_webhook_and_limits_is_made_changed_and_stripped_again()
    {
        var tenant = FieldOf(await RunAsync("tenants", "create", $"Tenant {Guid.NewGuid()}"), "id");
        var created = await RunAsync(
            "channels", "create", "--phone-number", "+255 754 123 456", "--phone-number-id", "106540352242922", "--waba-id", "102290129340398",
            "--app-id", "670843887433847", "--tenant", tenant, "--access-token", "an-access-token", "--app-secret", "an-app-secret", "--messages-per-second", "10", "--sent-status", "false");
        var id = FieldOf(created, "id");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(FieldOf(created, "phone number"), Is.EqualTo("255754123456"));
            Assert.That(FieldOf(created, "app id"), Is.EqualTo("670843887433847"));
            Assert.That(FieldOf(created, "tenant"), Is.EqualTo(tenant));
            Assert.That(FieldOf(created, "sent status"), Is.EqualTo("False"));
            Assert.That(FieldOf(created, "verify token"), Has.Length.EqualTo(32));
            Assert.That(created.Said, Does.Contain("/callbacks/cloud").And.Contain($"tujenge keys create {id}"));
            Assert.That((await RunAsync("channels", "list", "--tenant", tenant)).Lines, Has.Length.EqualTo(2));
            Assert.That((await RunAsync("channels", "show", id)).Printed, Does.Not.Contain("verify token").And.Not.Contain("an-access-token"));
        }

        var changed = await RunAsync("channels", "update", id, "--cloud-base-url", "https://graph.example.com", "--without", "messages-per-second", "--without", "tenant");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(FieldOf(changed, "cloud base url"), Is.EqualTo("https://graph.example.com"));
            Assert.That(FieldOf(changed, "messages per second"), Is.EqualTo("-"));
            Assert.That(FieldOf(changed, "tenant"), Is.EqualTo("-"));
            Assert.That(FieldOf(changed, "waba id"), Is.EqualTo("102290129340398"));
        }

        var webhook = await RunAsync("webhook", "set", id, "https://example.com/hook", "--header", "Authorization=a-secret-value");
        Assert.That(FieldOf(webhook, "headers"), Is.EqualTo("Authorization"));
        Assert.That(FieldOf(await RunAsync("webhook", "show", id), "url"), Is.EqualTo("https://example.com/hook"));
        await RunAsync("webhook", "remove", id, "--yes");
        var gone = NewShell();
        Assert.That(await gone.RunAsync("webhook", "show", id), Is.EqualTo(1));
        Assert.That(gone.Said, Is.EqualTo("No webhook is set for this channel.\n"));

        var audit = await RunAsync("audit", "list", "--channel", id);
        Assert.That(audit.Printed, Does.Contain("channel.created by operator (asha)").And.Contain("webhook.removed").And.Contain("access_token=(set)"));
        Assert.That(audit.Printed, Does.Not.Contain("a-secret-value").And.Not.Contain("an-app-secret"));
    }

    [Test]
    public async Task A_new_key_is_alone_on_standard_output_and_opens_its_channel_until_it_is_revoked()
    {
        var (channel, _, _) = await _edge.CreateChannelAsync();
        var created = await RunAsync("keys", "create", $"{channel}");
        var key = created.Printed.TrimEnd('\n');
        Assert.That(key, Does.Match(@"\Atjk_[A-Za-z0-9_-]{43}[0-9a-f]{8}\z"));
        Assert.That(created.Said, Does.Contain("never shown again").And.Not.Contain(key));
        Assert.That(await StatusOfAsync(key), Is.EqualTo(HttpStatusCode.OK));

        var id = (await RunAsync("keys", "list", $"{channel}")).Lines.Single(line => line.Contains(key[..12], StringComparison.Ordinal))[..36];
        var rotated = await RunAsync("keys", "rotate", id, "--overlap", "01:00:00");
        Assert.That(await StatusOfAsync(rotated.Printed.TrimEnd('\n')), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(rotated.Said, Does.Contain($"The key {id} works until 20"));

        await RunAsync("keys", "revoke", id, "--yes");
        var list = await RunAsync("keys", "list", $"{channel}");
        Assert.That(list.Lines.Single(line => line.StartsWith(id, StringComparison.Ordinal)), Does.Contain("revoked 20"));
        Assert.That(list.Printed, Does.Not.Contain(key));
    }

    [Test]
    public async Task A_wrong_token_is_told_and_changes_nothing()
    {
        var shell = new ScriptedShell(_edge.Http.BaseAddress, "another-operator-token");
        Assert.That(await shell.RunAsync("tenants", "create", "Nobody's"), Is.EqualTo(1));
        Assert.That(shell.Said, Does.Contain("TUJENGE_TOKEN"));
        Assert.That((await RunAsync("tenants", "list")).Printed, Does.Not.Contain("Nobody's"));
    }

    private async Task<HttpStatusCode> StatusOfAsync(string key)
    {
        using var answer = await _edge.SendAsync(HttpMethod.Get, "/v1/configs/webhook", key);
        return answer.StatusCode;
    }

    private ScriptedShell NewShell() => new(_edge.Http.BaseAddress, RunningEdge.OperatorToken);

    private async Task<ScriptedShell> RunAsync(params string[] args)
    {
        var shell = NewShell();
        Assert.That(await shell.RunAsync(args), Is.Zero, $"{string.Join(' ', args)}: {shell.Said}");
        return shell;
    }

    private static string FieldOf(ScriptedShell shell, string name) =>
        shell.Lines.Single(line => line.StartsWith($"{name}  ", StringComparison.Ordinal))[name.Length..].Trim();
}
