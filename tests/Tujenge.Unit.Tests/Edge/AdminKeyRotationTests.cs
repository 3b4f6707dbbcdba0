using System.Net;
using NUnit.Framework;
using Tujenge.Testing;

namespace Tujenge.Unit.Tests.Edge;

/// <summary>Keys that are changed over, limited and looked after.</summary>
[Parallelizable]
internal sealed class AdminKeyRotationTests
{
    private RunningEdge _edge = null!;
    private Guid _channelId;
    private Guid _keyId;
    private string _key = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _edge = await RunningEdge.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [SetUp]
    public async Task CreateChannelAsync() => (_channelId, _keyId, _key) = await _edge.CreateChannelAsync();

    [Test]
    public async Task After_a_rotation_both_keys_work()
    {
        using var answer = await RotateAsync();
        var rotated = await answer.ReadJsonAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(rotated.GetProperty("replaces").GetGuid(), Is.EqualTo(_keyId));
            Assert.That(
                rotated.GetProperty("replaced_key_expires_at").GetDateTimeOffset(),
                Is.EqualTo(DateTimeOffset.UtcNow.AddDays(1)).Within(1).Minutes);
            Assert.That(await TryAsync(_key), Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await TryAsync(rotated.GetProperty("key").GetString()!), Is.EqualTo(HttpStatusCode.OK));
        }
    }

    [Test]
    public async Task Without_an_overlap_the_old_key_is_over_within_two_seconds()
    {
        Assert.That(await TryAsync(_key), Is.EqualTo(HttpStatusCode.OK));
        using var answer = await RotateAsync("""{"overlap_seconds":0}""");
        await Eventually.HoldsAsync(async () => await TryAsync(_key) == HttpStatusCode.Unauthorized, "the old key is refused", TimeSpan.FromSeconds(2));

        using var again = await RotateAsync();
        await again.IsProblemAsync(HttpStatusCode.Conflict, "Conflict", "The key no longer works: create a new one instead.");
    }

    [Test]
    public async Task A_key_is_replaced_once_so_that_two_live_at_the_most()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => RotateAsync("""{"overlap_seconds":60}""")));
        Assert.That(answers.Count(answer => answer.StatusCode == HttpStatusCode.Created), Is.EqualTo(1));
        foreach (var answer in answers.Where(answer => answer.StatusCode != HttpStatusCode.Created))
        {
            await answer.IsProblemAsync(
                HttpStatusCode.Conflict,
                "Conflict",
                "The key has been replaced already: rotate the one that took its place, or create a new one.");
        }

        using var list = await _edge.AdminAsync(HttpMethod.Get, $"/admin/v1/channels/{_channelId}/keys");
        Assert.That((await list.ReadJsonAsync()).GetProperty("keys").GetArrayLength(), Is.EqualTo(2));
    }

    [Test]
    public async Task A_misspelt_overlap_is_refused_and_rotates_nothing()
    {
        using var answer = await RotateAsync("""{"overlap":5}""");
        await answer.IsProblemAsync(HttpStatusCode.BadRequest, "Bad Request", "There is no parameter 'overlap' here", "overlap");
        using var list = await _edge.AdminAsync(HttpMethod.Get, $"/admin/v1/channels/{_channelId}/keys");
        Assert.That((await list.ReadJsonAsync()).GetProperty("keys").GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_key_that_many_revoke_at_once_is_told_of_once()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => _edge.AdminAsync(HttpMethod.Delete, $"/admin/v1/keys/{_keyId}")));
        Assert.That(answers.Select(answer => answer.StatusCode), Is.All.EqualTo(HttpStatusCode.NoContent));
        using var trail = await _edge.AdminAsync(HttpMethod.Get, $"/admin/v1/audit?channel_id={_channelId}");
        Assert.That(
            (await trail.ReadJsonAsync()).GetProperty("entries").EnumerateArray().Count(entry => entry.GetProperty("action").GetString() == "key.revoked"),
            Is.EqualTo(1));
    }

    [TestCase("""{"overlap_seconds":-1}""")]
    [TestCase("""{"overlap_seconds":2592001}""")]
    public async Task A_wrong_overlap_is_refused(string json)
    {
        using var answer = await RotateAsync(json);
        await answer.IsProblemAsync(
            HttpStatusCode.BadRequest, "Bad Request", "Parameter 'overlap_seconds' must be a whole number between 0 and 2592000", "overlap_seconds");
    }

    [Test]
    public async Task A_damaged_key_is_refused_like_an_unknown_one()
    {
        var damaged = _key[..^1] + (_key[^1] == '0' ? '1' : '0');
        using var answer = await _edge.SendAsync(HttpMethod.Get, "/v1/configs/webhook", damaged);
        await answer.IsGatewayErrorAsync(HttpStatusCode.Unauthorized, "Invalid API key.");
    }

    [Test]
    public async Task A_channels_limits_hold_for_messages_and_for_other_calls_each()
    {
        using (await _edge.AdminAsync(
            HttpMethod.Patch, $"/admin/v1/channels/{_channelId}", """{"messages_per_second":1,"requests_per_second":2}"""))
        {
        }

        await Eventually.HoldsAsync(async () => await TryAsync(_key) == HttpStatusCode.TooManyRequests, "other calls are limited");
        using var refused = await FirstRefusedMessageAsync();
        Assert.That(refused.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromSeconds(1)));
        await refused.IsV1ErrorAsync(
            HttpStatusCode.TooManyRequests, 1015, "Too many requests", "The channel's limit is reached; try again after a pause");
        await Eventually.HoldsAsync(async () => await TryAsync(_key) == HttpStatusCode.OK, "a token has come");
    }

    [Test]
    public async Task When_a_key_was_last_used_is_written_down_when_edge_stops_at_the_latest()
    {
        await using var edge = await RunningEdge.StartAsync();
        var (channelId, _, key) = await edge.CreateChannelAsync();
        using (await edge.SendAsync(HttpMethod.Get, "/v1/configs/webhook", key))
        {
        }

        await edge.StopBackgroundWorkAsync();
        using var answer = await edge.AdminAsync(HttpMethod.Get, $"/admin/v1/channels/{channelId}/keys");
        var used = (await answer.ReadJsonAsync()).GetProperty("keys")[0].GetProperty("last_used_at");
        Assert.That(used.GetDateTimeOffset(), Is.EqualTo(DateTimeOffset.UtcNow).Within(1).Minutes);
    }

    /// <summary>Three at once, and one in each second that passes meanwhile.</summary>
    private async Task<HttpResponseMessage> FirstRefusedMessageAsync()
    {
        for (var sent = 0; sent < 30; sent++)
        {
            var answer = await _edge.PostAsync("/v1/messages", """{"to":"255712000111","text":{"body":"hi"}}""", _key);
            if (answer.StatusCode != HttpStatusCode.Created)
            {
                Assert.That(sent, Is.GreaterThanOrEqualTo(3));
                return answer;
            }

            answer.Dispose();
        }

        throw new AssertionException("thirty messages went through");
    }

    private Task<HttpResponseMessage> RotateAsync(string? json = null) =>
        _edge.AdminAsync(HttpMethod.Post, $"/admin/v1/keys/{_keyId}/rotate", json);

    private async Task<HttpStatusCode> TryAsync(string key)
    {
        using var answer = await _edge.SendAsync(HttpMethod.Get, "/v1/configs/webhook", key);
        return answer.StatusCode;
    }
}
