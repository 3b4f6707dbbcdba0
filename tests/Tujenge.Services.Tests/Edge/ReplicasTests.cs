using System.Diagnostics;
using System.Net;
using NUnit.Framework;
using Tujenge.Sender;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing;

namespace Tujenge.Services.Tests.Edge;

/// <summary>Two replicas of edge on one database: a client notices nothing of there being two.</summary>
[TestFixture]
[NonParallelizable]
public sealed class ReplicasTests
{
    private TestBed _bed = null!;
    private EdgeReplica _one = null!;
    private EdgeReplica _other = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _bed = await TestBed.CreateAsync();
        await using (await RunningService.StartAsync(_bed, builder => builder.AddSender(), SenderService.Bus))
        {
            // Only for the queues that it leaves behind.
        }

        _one = await EdgeReplica.StartAsync(_bed.Settings);
        _other = await EdgeReplica.StartAsync(_bed.Settings);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await _bed.DisposeAsync();
    }

    [Test]
    public async Task A_revoked_key_stops_working_on_both_within_two_seconds()
    {
        var (_, keyId, key) = await _one.CreateChannelAsync();
        Assert.That((await StatusAsync(_one, key), await StatusAsync(_other, key)), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK)));

        await _one.RevokeAsync(keyId);
        var since = Stopwatch.StartNew();
        await Task.WhenAll(UntilRefusedAsync(_one, key), UntilRefusedAsync(_other, key));

        Assert.That(since.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)));
    }

    [Test]
    public async Task A_key_that_is_in_constant_use_is_forgotten_just_as_soon()
    {
        var (_, keyId, key) = await _one.CreateChannelAsync();
        Assert.That(await StatusAsync(_other, key), Is.EqualTo(HttpStatusCode.OK));
        var inUse = Enumerable.Range(0, 4).Select(_ => UntilRefusedAsync(_other, key)).ToArray();

        await _one.RevokeAsync(keyId);
        var since = Stopwatch.StartNew();
        await Task.WhenAll(inUse);

        Assert.That(since.Elapsed, Is.LessThan(TimeSpan.FromSeconds(2)));
    }

    [Test]
    public async Task A_webhook_set_on_one_is_seen_on_the_other_at_once()
    {
        var (_, _, key) = await _one.CreateChannelAsync();
        await SetWebhookAsync(_one, key, "https://client.example/1");
        Assert.That(await WebhookAsync(_other, key), Does.Contain("https://client.example/1"));
        await SetWebhookAsync(_other, key, "https://client.example/2");

        Assert.That(await WebhookAsync(_one, key), Does.Contain("https://client.example/2"));
    }

    [Test]
    public async Task Of_many_first_webhooks_at_once_one_wins_and_nobody_gets_an_error()
    {
        var (_, _, key) = await _one.CreateChannelAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number =>
            SetWebhookAsync(number % 2 == 0 ? _one : _other, key, $"https://client.example/{number}")));

        Assert.That(await WebhookAsync(_one, key), Is.EqualTo(await WebhookAsync(_other, key)).And.Contains("https://client.example/"));
    }

    [Test]
    public async Task A_key_of_one_channel_sees_nothing_of_another()
    {
        var (mine, _, myKey) = await _one.CreateChannelAsync();
        var (theirs, _, theirKey) = await _one.CreateChannelAsync();
        await SetWebhookAsync(_one, theirKey, "https://client.example/theirs");
        var myId = await _one.AcceptedAsync(myKey, "255712000111", "mine");
        var theirId = await _other.AcceptedAsync(theirKey, "255712000111", "theirs");

        Assert.That(await WebhookAsync(_one, myKey), Is.EqualTo("""{"url":null,"headers":{}}"""));
        await using var view = await SendQueuesView.OpenAsync(_bed.Settings);
        Assert.That(
            () => view.Messages.Select(message => (message.MessageId, message.ChannelId)),
            Is.EquivalentTo(new[] { (myId, mine), (theirId, theirs) }).After(10).Seconds.PollEvery(20).MilliSeconds);
    }

    private static async Task UntilRefusedAsync(EdgeReplica edge, string key) => await Eventually.GetAsync(
        () => StatusAsync(edge, key), status => status == HttpStatusCode.Unauthorized, "the key to stop working");

    private static async Task<HttpStatusCode> StatusAsync(EdgeReplica edge, string key)
    {
        using var answer = await edge.SendAsync(HttpMethod.Get, "/v1/configs/webhook", key);
        return answer.StatusCode;
    }

    private static async Task SetWebhookAsync(EdgeReplica edge, string key, string url)
    {
        using var answer = await edge.SendAsync(HttpMethod.Post, "/v1/configs/webhook", key, $$"""{"url":"{{url}}"}""");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    private static async Task<string> WebhookAsync(EdgeReplica edge, string key)
    {
        using var answer = await edge.SendAsync(HttpMethod.Get, "/v1/configs/webhook", key);
        return await answer.Content.ReadAsStringAsync();
    }
}
