using System.Net;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Tujenge.Edge;
using Tujenge.Edge.V1;
using Tujenge.Infra.Directory;

namespace Tujenge.Unit.Tests.Edge;

/// <summary>How much a key may do (limits, section 5).</summary>
[Parallelizable]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RateLimitTests
{
    private const string Text = """{"to":"255712000111","text":{"body":"hi"}}""";

    private readonly FakeTimeProvider _clock = new();

    [TestCase(true, 50)]
    [TestCase(false, 20)]
    public void Unless_told_otherwise_they_are_those_of_the_original(bool isMessage, int perSecond)
    {
        var limits = new RateLimits(Options.Create(new EdgeOptions()), _clock);
        var opened = new OpenedChannel(Channel(), Guid.NewGuid());
        Assert.That(Burst(), Is.EqualTo(3 * perSecond));

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(Burst(), Is.EqualTo(perSecond));

        _clock.Advance(TimeSpan.FromHours(1));
        Assert.That(Burst(), Is.EqualTo(3 * perSecond), "a long pause fills the bucket, and no more");

        int Burst() => Enumerable.Range(0, 1000).Count(_ => limits.TryTake(opened, isMessage));
    }

    [Test]
    public void Each_key_has_its_own_buckets_one_for_messages_and_one_for_other_calls()
    {
        var limits = new RateLimits(Options.Create(new EdgeOptions { MessagesPerSecond = 1, RequestsPerSecond = 1 }), _clock);
        var (one, other) = (new OpenedChannel(Channel(), Guid.NewGuid()), new OpenedChannel(Channel(), Guid.NewGuid()));
        while (limits.TryTake(one, isMessage: true))
        {
        }

        Assert.That(limits.TryTake(one, isMessage: false), Is.True);
        Assert.That(limits.TryTake(other, isMessage: true), Is.True);
    }

    [Test]
    public void A_channels_own_limit_goes_before_the_installations()
    {
        var limits = new RateLimits(Options.Create(new EdgeOptions { MessagesPerSecond = 1, RequestsPerSecond = 0 }), _clock);
        var channel = Channel();
        channel.MessagesPerSecond = 1000;
        var opened = new OpenedChannel(channel, Guid.NewGuid());

        Assert.That(Enumerable.Range(0, 3000).Count(_ => limits.TryTake(opened, isMessage: true)), Is.EqualTo(3000));
        Assert.That(Enumerable.Range(0, 3000).Count(_ => limits.TryTake(opened, isMessage: false)), Is.EqualTo(3000), "0: no limit");
    }

    [TestCase("POST", "/v1/messages", Text)]
    [TestCase("GET", "/v1/configs/webhook", null)]
    [TestCase("DELETE", "/v1/media/7", null)]
    public async Task Who_does_too_much_hears_429_in_v1s_words_and_when_to_come_back(string method, string path, string? json)
    {
        await using var edge = await RunningEdge.StartAsync(("Edge:MessagesPerSecond", "1"), ("Edge:RequestsPerSecond", "1"));
        var (_, _, key) = await edge.CreateChannelAsync();
        HttpResponseMessage answer;
        var calls = 0;
        do
        {
            using var content = json is null ? null : new StringContent(json, System.Text.Encoding.UTF8, "application/json");
            answer = await edge.SendAsync(new HttpMethod(method), path, key, content);
            calls++;
        }
        while (answer.StatusCode != HttpStatusCode.TooManyRequests && calls < 1000);

        Assert.That(calls, Is.GreaterThan(3));
        Assert.That(answer.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromSeconds(1)));
        await answer.IsV1ErrorAsync(
            HttpStatusCode.TooManyRequests, 1015, "Too many requests", "The channel's limit is reached; try again after a pause");
        answer.Dispose();
    }

    private static Channel Channel() => new()
    {
        Id = Guid.NewGuid(),
        PhoneNumber = "255712000000",
        PhoneNumberId = "1",
        CloudBaseUrl = "https://graph.facebook.com",
        AccessToken = new(""),
        AppSecret = new(""),
        VerifyToken = new(""),
        CreatedAt = default,
    };
}
