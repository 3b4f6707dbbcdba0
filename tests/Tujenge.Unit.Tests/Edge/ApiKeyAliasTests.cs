using System.Net;
using NUnit.Framework;

namespace Tujenge.Unit.Tests.Edge;

/// <summary>An installation whose clients were written for another gateway's header.</summary>
[Parallelizable]
internal sealed class ApiKeyAliasTests
{
    private RunningEdge _edge = null!;
    private string _key = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _edge = await RunningEdge.StartAsync(
            ("Edge:ApiKeyHeaderAliases:0", "D360-API-KEY"), ("Edge:ApiKeyHeaderAliases:1", "X-Key"));
        (_, _, _key) = await _edge.CreateChannelAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [TestCase("D360-API-KEY")]
    [TestCase("D360-Api-Key")]
    [TestCase("X-Key")]
    [TestCase("WA-API-KEY")]
    public async Task The_key_may_come_in_any_of_the_headers(string header)
    {
        using var answer = await _edge.SendAsync(HttpMethod.Get, "/v1/configs/webhook", _key, header: header);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task The_same_key_in_two_headers_is_one_key()
    {
        var answer = await RawRequest.SendAsync(
            _edge, $"GET /v1/configs/webhook HTTP/1.1\nWA-API-KEY: {_key}\nD360-API-KEY: {_key}");

        Assert.That(answer, Does.StartWith("HTTP/1.1 200 "));
    }

    [Test]
    public async Task Different_keys_in_two_headers_are_turned_away()
    {
        var (_, _, other) = await _edge.CreateChannelAsync();
        var answer = await RawRequest.SendAsync(
            _edge, $"GET /v1/configs/webhook HTTP/1.1\nWA-API-KEY: {_key}\nD360-API-KEY: {other}");

        Assert.That(answer, Does.StartWith("HTTP/1.1 401 ").And.Contain("The request shows more than one API key."));
    }

    [Test]
    public async Task Without_a_setting_the_clients_of_the_best_known_provider_come_unchanged()
    {
        await using var edge = await RunningEdge.StartAsync();
        var (_, _, key) = await edge.CreateChannelAsync();
        using var answer = await edge.SendAsync(HttpMethod.Get, "/v1/configs/webhook", key, header: "d360-api-key");
        using var other = await edge.SendAsync(HttpMethod.Get, "/v1/configs/webhook", key, header: "X-Key");

        Assert.That((answer.StatusCode, other.StatusCode), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.Unauthorized)));
    }

    [Test]
    public async Task An_empty_setting_leaves_the_one_header()
    {
        await using var edge = await RunningEdge.StartAsync(("Edge:ApiKeyHeaderAliases", ""));
        var (_, _, key) = await edge.CreateChannelAsync();
        using var alias = await edge.SendAsync(HttpMethod.Get, "/v1/configs/webhook", key, header: "D360-API-KEY");
        using var header = await edge.SendAsync(HttpMethod.Get, "/v1/configs/webhook", key);

        Assert.That((alias.StatusCode, header.StatusCode), Is.EqualTo((HttpStatusCode.Unauthorized, HttpStatusCode.OK)));
    }

    [Test]
    public async Task Headers_that_are_not_configured_still_carry_no_key()
    {
        using var answer = await _edge.SendAsync(HttpMethod.Get, "/v1/configs/webhook", _key, header: "API-KEY");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }
}
