using System.Net;
using System.Net.Sockets;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Cli;

/// <summary>What is said when the admin API refuses, or is not there.</summary>
[Parallelizable]
internal sealed class RefusalTests
{
    private const string Token = "a-secret-operator-token";

    [TestCase(400, """{"title":"Bad Request","status":400,"detail":"Parameter 'name' must not be empty","field":"name"}""", "Parameter 'name' must not be empty.")]
    [TestCase(401, """{"title":"Unauthorized","status":401,"detail":"Send the operator's token: Authorization: Bearer TOKEN."}""", "TUJENGE_TOKEN (or --token) must be what edge has as Edge:OperatorToken")]
    [TestCase(403, """{"title":"Forbidden","status":403,"detail":"The admin API is closed: Edge:OperatorToken is not set."}""", "Edge:OperatorToken is not set. Set Edge__OperatorToken")]
    [TestCase(404, """{"title":"Not Found","status":404,"detail":"There is no tenant with this id."}""", "There is no tenant with this id.\n")]
    [TestCase(409, """{"title":"Conflict","status":409,"detail":"Another tenant has this name.","field":"name"}""", "Another tenant has this name.\n")]
    [TestCase(503, """{"title":"Service Unavailable","status":503,"detail":"The gateway's database does not answer; try again"}""", "try again. 'tujenge doctor' looks for the cause")]
    [TestCase(404, "<html>nginx</html>", "that is not from Tujenge's admin API")]
    [TestCase(502, "", "answered HTTP 502 that is not from Tujenge's admin API")]
    [TestCase(200, "<html>hello</html>", "that is not from Tujenge's admin API")]
    [TestCase(400, """["unexpected"]""", "that is not from Tujenge's admin API")]
    public async Task A_refusal_is_put_into_words_and_ends_with_1(int status, string body, string words)
    {
        await using var server = await ScriptedServer.StartAsync(status, body);
        var shell = new ScriptedShell(server.Url, Token);
        var code = await shell.RunAsync("tenants", "list");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(1));
            Assert.That(shell.Said, Does.Contain(words));
            Assert.That(shell.Said, Does.Not.Contain(Token).And.Not.Contain("Exception"));
            Assert.That(shell.Printed, Is.Empty);
        }
    }

    [Test]
    public async Task A_redirect_does_not_get_the_token()
    {
        await using var other = await ScriptedServer.StartAsync();
        await using var server = await ScriptedServer.StartAsync(307, "");
        server.Location = other.Url.ToString();
        var shell = new ScriptedShell(server.Url, Token);

        Assert.That(await shell.RunAsync("tenants", "list"), Is.EqualTo(1));
        Assert.That(shell.Said, Does.Contain("HTTP 307"));
        Assert.That(other.Calls, Is.Empty);
    }

    [Test]
    public async Task Nobody_at_the_address_is_told_with_the_address()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = new Uri($"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}");
        taken.Stop();
        var shell = new ScriptedShell(url, Token);

        Assert.That(await shell.RunAsync("tenants", "list"), Is.EqualTo(1));
        Assert.That(shell.Said, Does.Contain($"Edge does not answer at {url}").And.Contain("Connection refused").And.Contain("TUJENGE_URL"));
    }
}
