using System.Diagnostics;
using System.Net;
using NUnit.Framework;
using Tujenge.Testing;

namespace Tujenge.Unit.Tests.Edge;

[Parallelizable]
internal sealed class ApiKeyTests
{
    private const string Path = "/v1/configs/webhook";
    private const string Missing = "The API key is missing: send it in the header WA-API-KEY.";

    private RunningEdge _edge = null!;
    private string _key = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _edge = await RunningEdge.StartAsync();
        (_, _, _key) = await _edge.CreateChannelAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [TestCase("GET", "/v1/configs/webhook")]
    [TestCase("POST", "/v1/configs/webhook")]
    [TestCase("POST", "/v1/messages")]
    public async Task Nobody_gets_in_without_a_key(string method, string path)
    {
        using var answer = await _edge.SendAsync(new HttpMethod(method), path, key: null);
        await answer.IsGatewayErrorAsync(HttpStatusCode.Unauthorized, Missing);
    }

    [Test]
    public async Task A_blank_key_is_a_missing_key()
    {
        using var answer = await _edge.SendAsync(HttpMethod.Get, Path, " ");
        await answer.IsGatewayErrorAsync(HttpStatusCode.Unauthorized, Missing);
    }

    [TestCase("tjk_unknown")]
    [TestCase("'; drop table api_keys; --")]
    public async Task An_unknown_key_is_turned_away(string key)
    {
        using var answer = await _edge.SendAsync(HttpMethod.Get, Path, key);
        await answer.IsGatewayErrorAsync(HttpStatusCode.Unauthorized, "Invalid API key.");
    }

    [Test]
    public async Task A_key_is_compared_to_the_letter()
    {
        using var answer = await _edge.SendAsync(HttpMethod.Get, Path, _key.ToUpperInvariant());
        await answer.IsGatewayErrorAsync(HttpStatusCode.Unauthorized, "Invalid API key.");
    }

    [Test]
    public async Task Letters_outside_ASCII_are_no_key_either()
    {
        var answer = await RawRequest.SendAsync(_edge, $"GET {Path} HTTP/1.1\nWA-API-KEY: clé");
        Assert.That(answer, Does.StartWith("HTTP/1.1 401 ").And.Contain("Invalid API key."));
    }

    [TestCase(513)]
    [TestCase(20_000)]
    public async Task A_key_that_is_much_too_long_is_turned_away(int length)
    {
        using var answer = await _edge.SendAsync(HttpMethod.Get, Path, new string('k', length));
        await answer.IsGatewayErrorAsync(HttpStatusCode.Unauthorized, "Invalid API key.");
    }

    [TestCase("WA-API-KEY")]
    [TestCase("wa-api-key")]
    [TestCase("Wa-Api-Key")]
    public async Task The_headers_case_does_not_matter(string header)
    {
        using var answer = await _edge.SendAsync(HttpMethod.Get, Path, _key, header: header);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Other_headers_carry_no_key_unless_they_are_configured()
    {
        using var answer = await _edge.SendAsync(HttpMethod.Get, Path, _key, header: "X-API-KEY");
        await answer.IsGatewayErrorAsync(HttpStatusCode.Unauthorized, Missing);
    }

    [Test]
    public async Task Two_different_keys_in_one_request_are_turned_away_though_each_would_do()
    {
        var (_, _, other) = await _edge.CreateChannelAsync();
        var answer = await RawRequest.SendAsync(_edge, $"GET {Path} HTTP/1.1\nWA-API-KEY: {_key}\nWA-API-KEY: {other}");

        Assert.That(answer, Does.StartWith("HTTP/1.1 401 ").And.Contain("The request shows more than one API key."));
    }

    [Test]
    public async Task One_key_shown_twice_is_one_key()
    {
        var answer = await RawRequest.SendAsync(_edge, $"GET {Path} HTTP/1.1\nWA-API-KEY: {_key}\nwa-api-key: {_key}");

        Assert.That(answer, Does.StartWith("HTTP/1.1 200 "));
    }

    [Test]
    public async Task A_revoked_key_stops_working_within_two_seconds_and_the_channels_other_key_goes_on()
    {
        var (channelId, keyId, key) = await _edge.CreateChannelAsync();
        using var made = await _edge.AdminAsync(HttpMethod.Post, $"/admin/v1/channels/{channelId}/keys");
        var other = (await made.ReadJsonAsync()).GetProperty("key").GetString();
        Assert.That(await StatusAsync(key), Is.EqualTo(HttpStatusCode.OK), "and so it is in the cache now");

        using var revoked = await _edge.AdminAsync(HttpMethod.Delete, $"/admin/v1/keys/{keyId}");
        var since = Stopwatch.StartNew();
        await Eventually.GetAsync(() => StatusAsync(key), status => status == HttpStatusCode.Unauthorized, "the key to stop working");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(since.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)));
            Assert.That(await StatusAsync(other), Is.EqualTo(HttpStatusCode.OK));
        }
    }

    [Test]
    public async Task A_key_that_was_guessed_before_it_was_made_works_within_two_seconds()
    {
        // Keys come from the generator only, so the guess is stored as a hash by hand.
        var (channelId, _, _) = await _edge.CreateChannelAsync();
        const string key = "tjk_guessed-too-early";
        Assert.That(await StatusAsync(key), Is.EqualTo(HttpStatusCode.Unauthorized));
        await _edge.StoreKeyAsync(channelId, key);

        var since = Stopwatch.StartNew();
        await Eventually.GetAsync(() => StatusAsync(key), status => status == HttpStatusCode.OK, "the key to work");
        Assert.That(since.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)));
    }

    private async Task<HttpStatusCode> StatusAsync(string? key)
    {
        using var answer = await _edge.SendAsync(HttpMethod.Get, Path, key);
        return answer.StatusCode;
    }
}
