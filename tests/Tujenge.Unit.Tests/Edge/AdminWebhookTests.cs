using System.Net;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Edge;

[Parallelizable]
internal sealed class AdminWebhookTests
{
    private const string Unknown = "0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f";

    private RunningEdge _edge = null!;
    private string _path = null!;
    private string _key = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _edge = await RunningEdge.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [SetUp]
    public async Task CreateChannelAsync()
    {
        var (channelId, _, key) = await _edge.CreateChannelAsync();
        (_path, _key) = ($"/admin/v1/channels/{channelId}/webhook", key);
    }

    [Test]
    public async Task What_the_operator_sets_the_tenant_sees_and_the_values_of_headers_only_he()
    {
        using var set = await _edge.AdminAsync(HttpMethod.Put, _path, """{"url":"https://hook.example/","headers":{"Authorization":"a-secret"}}""");
        using var tenants = await _edge.SendAsync(HttpMethod.Get, "/v1/configs/webhook", _key);
        using var operators = await _edge.AdminAsync(HttpMethod.Get, _path);
        var seen = await operators.ReadJsonAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(set.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await tenants.Content.ReadAsStringAsync(), Does.Contain("https://hook.example/").And.Contain("a-secret"));
            Assert.That(seen.GetProperty("url").GetString(), Is.EqualTo("https://hook.example/"));
            Assert.That(seen.GetProperty("header_names").EnumerateArray().Single().GetString(), Is.EqualTo("Authorization"));
            Assert.That(seen.GetRawText(), Does.Not.Contain("a-secret"));
        }
    }

    [Test]
    public async Task A_webhook_that_is_taken_away_is_gone_for_the_tenant_too()
    {
        using (await _edge.AdminAsync(HttpMethod.Put, _path, """{"url":"https://hook.example/"}"""))
        using (await _edge.AdminAsync(HttpMethod.Delete, _path))
        {
        }

        using var tenants = await _edge.SendAsync(HttpMethod.Get, "/v1/configs/webhook", _key);
        using var operators = await _edge.AdminAsync(HttpMethod.Get, _path);
        Assert.That(await tenants.Content.ReadAsStringAsync(), Does.Not.Contain("hook.example"));
        await operators.IsProblemAsync(HttpStatusCode.NotFound, "Not Found", "No webhook is set for this channel.");
    }

    [TestCase("{}", "Parameter 'url' is absent", "url")]
    [TestCase("""{"url":"https://hook.example/","headers":{"Host":"x"}}""", "Parameter 'headers.Host' is a header that the gateway sets itself", "headers.Host")]
    public async Task The_rules_are_the_tenants(string json, string detail, string field)
    {
        using var answer = await _edge.AdminAsync(HttpMethod.Put, _path, json);
        await answer.IsProblemAsync(HttpStatusCode.BadRequest, "Bad Request", detail, field);
    }

    [TestCase("GET", null)]
    [TestCase("PUT", """{"url":"https://hook.example/"}""")]
    [TestCase("DELETE", null)]
    public async Task Of_an_unknown_channel_there_is_none(string method, string? json)
    {
        using var answer = await _edge.AdminAsync(new HttpMethod(method), $"/admin/v1/channels/{Unknown}/webhook", json);
        await answer.IsProblemAsync(HttpStatusCode.NotFound, "Not Found", "There is no channel with this id.");
    }
}
