using System.Net;
using NUnit.Framework;
using Tujenge.Edge.Paths;

namespace Tujenge.Unit.Tests.Edge.Paths;

/// <summary>What the original gateway kept for itself (whatsapp-v1-api, section 1).</summary>
[Parallelizable]
internal sealed class BlockedPathTests
{
    private const string Message = "This path is not available through this gateway.";

    private RunningEdge _edge = null!;
    private RunningEdge _based = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _edge = await RunningEdge.StartAsync();
        _based = await RunningEdge.StartAsync(("Edge:BasePath", "/whatsapp/eu"));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _based.DisposeAsync();
    }

    [TestCase("/v1/settings")]
    [TestCase("/v1/settings/application")]
    [TestCase("/v1/settings/application/media/providers")]
    [TestCase("/v1/settings/business")]
    [TestCase("/v1/settings/business/profile/x")]
    [TestCase("/v1/settings/profile")]
    [TestCase("/v1/settings/account/two-step")]
    [TestCase("/v1/certificates/external/ca")]
    [TestCase("/v1/certificates")]
    [TestCase("/v1/account")]
    [TestCase("/v1/account/verify")]
    [TestCase("/v1/account/shards")]
    [TestCase("/v1/health")]
    [TestCase("/v1/stats/app")]
    [TestCase("/v1/stats/db/internal")]
    [TestCase("/metrics")]
    [TestCase("/v1/metrics")]
    [TestCase("/v1/support")]
    [TestCase("/v1/users")]
    [TestCase("/v1/users/login")]
    [TestCase("/v1/users/admin")]
    public async Task A_blocked_path_is_403_in_the_gateways_form(string path)
    {
        var (_, _, key) = await _edge.CreateChannelAsync();
        using var answer = await _edge.SendAsync(HttpMethod.Get, path, key);
        await answer.IsGatewayErrorAsync(HttpStatusCode.Forbidden, Message);

        using var post = await _edge.PostAsync($"{path}/", "{}", key);
        await post.IsGatewayErrorAsync(HttpStatusCode.Forbidden, Message);

        using var keyless = await _edge.SendAsync(HttpMethod.Delete, path, key: null);
        await keyless.IsGatewayErrorAsync(HttpStatusCode.Forbidden, Message);

        using var based = await _based.SendAsync(HttpMethod.Get, $"/whatsapp/eu{path}", key: null);
        await based.IsGatewayErrorAsync(HttpStatusCode.Forbidden, Message);
    }

    [TestCase("/V1/USERS/login")]
    [TestCase("/v1//users")]
    [TestCase("//v1/users")]
    [TestCase("/v1/./users")]
    [TestCase("/v1/messages/../users")]
    [TestCase("/v1/messages/..%2fusers")]
    [TestCase("/v1/messages/%2e%2e/users")]
    [TestCase("/v1/messages/%252e%252e%252fusers")]
    [TestCase("/v1/%75sers")]
    [TestCase("/v1/%2575sers")]
    [TestCase("/v1/%25252575sers")]
    [TestCase("/%76%31/users")]
    [TestCase("/v1%2Fusers")]
    [TestCase("/v1%252Fusers%252Flogin")]
    [TestCase(@"/v1\users")]
    [TestCase("/v1/messages%5c..%5cusers")]
    [TestCase("/v1/users;jsessionid=1/login")]
    [TestCase("/v1;a=b/users;c=d")]
    [TestCase("/v1/messages/..;/users")]
    [TestCase("/v1/users%3Fx")]
    [TestCase("/v1/users%20")]
    [TestCase("/v1/users%09/")]
    [TestCase("/v1/users%2500x")]
    [TestCase("/v1/settings/business/profile/../../application")]
    [TestCase("/v1/settings/profile/about/%2e%2e/%2e%2e/application")]
    [TestCase("http://edge/v1/users")]
    public async Task No_spelling_of_it_gets_through(string target)
    {
        var answer = await RawRequest.SendAsync(_edge, $"GET {target} HTTP/1.1\nWA-API-KEY: x");
        Assert.That(answer, Does.StartWith("HTTP/1.1 403 ").And.Contain(Message));
    }

    [TestCase("/v1/settings/business/profile")]
    [TestCase("/v1/settings/profile/about")]
    [TestCase("/v1/settings/profile/photo")]
    [TestCase("/v1/settings/profile/photo/")]
    [TestCase("/v1/Settings/Profile//Photo")]
    [TestCase("/v1/settings/../settings/profile/photo")]
    [TestCase("/v1/accounting")]
    [TestCase("/v1/user")]
    [TestCase("/v1/users.json")]
    [TestCase("/v1/messages/users")]
    [TestCase("/v1/media/..users")]
    [TestCase("/v1/users/../messages")]
    [TestCase("/v1/contacts/255712000111/identity")]
    [TestCase("/v2/users")]
    [TestCase("/users")]
    [TestCase("/x/metrics")]
    [TestCase("/admin/v1/users")]
    [TestCase("/")]
    [TestCase("")]
    public void What_only_looks_like_it_is_not_blocked(string path)
    {
        Assert.That(new BlockedPaths("").Contains(path), Is.False);
        Assert.That(new BlockedPaths("/whatsapp/eu").Contains($"/whatsapp/eu{path}"), Is.False);
    }

    [Test]
    public void A_block_begins_below_the_base_path()
    {
        var blocked = new BlockedPaths("/whatsapp");

        Assert.That(blocked.Contains("/WhatsApp/v1/users"), Is.True);
        Assert.That(blocked.Contains("/whatsapp/x/../v1/users"), Is.True);
        Assert.That(blocked.Contains("/v1/users"), Is.False);
        Assert.That(blocked.Contains("/whatsapp"), Is.False);
    }
}
