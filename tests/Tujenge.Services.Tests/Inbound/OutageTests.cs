using System.Diagnostics;
using System.Net;
using NUnit.Framework;
using Tujenge.Infra.Directory;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing;
using Tujenge.Testing.Servers;

namespace Tujenge.Services.Tests.Inbound;

/// <summary>Inbound while a server is away: WhatsApp is asked to come again, and what was taken is kept.</summary>
[TestFixture]
[NonParallelizable]
public sealed class OutageTests
{
    private RunningInbound _inbound = null!;
    private Channel _channel = null!;
    private int _posts;

    [TearDown]
    public async Task StopAsync() => await _inbound.DisposeAsync();

    [Test]
    public async Task While_the_broker_is_away_it_is_a_503_and_never_a_500_and_what_got_a_200_is_kept()
    {
        var broker = await TestServers.OutageRabbitMqAsync();
        await StartAsync(await TestBed.CreateAsync(await TestServers.PostgresAsync(), broker));

        var taken = new List<string>();
        var stopped = broker.StopServerAsync();
        while (!stopped.IsCompleted)
        {
            await PostAsync(taken);
        }

        await stopped;
        for (var i = 0; i < 3; i++)
        {
            Assert.That(await PostAsync(taken), Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        }

        var before = taken.Count;
        await broker.StartServerAsync();
        await Eventually.HoldsAsync(async () => await PostAsync(taken) == HttpStatusCode.OK, "a callback to be taken again");
        Assert.That(taken, Has.Count.GreaterThan(before));
        await WaitForAllAsync(taken);
    }

    [Test]
    public async Task While_the_database_is_away_callbacks_are_taken_and_they_are_processed_when_it_is_back()
    {
        var postgres = await TestServers.OutagePostgresAsync();
        await StartAsync(await TestBed.CreateAsync(postgres, await TestServers.RabbitMqAsync()));

        var taken = new List<string>();
        await PostAsync(taken);
        Assert.That((await _inbound.ReadinessAsync()).Status, Is.EqualTo(HttpStatusCode.OK));
        await postgres.StopServerAsync();

        // What the directory said of the channels is believed for a second; then those who were known before are.
        await Eventually.HoldsAsync(
            async () =>
            {
                Assert.That(await PostAsync(taken), Is.EqualTo(HttpStatusCode.OK));
                return _inbound.Service.Log.Contains("taken from those known before", StringComparison.Ordinal);
            },
            "the directory to be missed");
        Assert.That(await PostAsync(taken), Is.EqualTo(HttpStatusCode.OK));

        using (Assert.EnterMultipleScope())
        {
            using var verify = await _inbound.GetAsync($"?hub.mode=subscribe&hub.verify_token={_channel.VerifyToken.Reveal()}&hub.challenge=1");
            Assert.That(verify.StatusCode, Is.EqualTo(HttpStatusCode.OK));

            // They may be of a channel that was added since: nobody can tell, so nobody is turned away.
            using var strange = await _inbound.GetAsync("?hub.mode=subscribe&hub.verify_token=guess&hub.challenge=1");
            Assert.That(strange.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            var body = CloudBodies.Message(_channel, "wamid.strange", "strange");
            using var unknown = await _inbound.PostAsync(body, RunningInbound.Sign("another secret", body));
            Assert.That(unknown.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));

            // So that a load balancer goes on bringing callbacks.
            var (status, text) = await _inbound.ReadinessAsync();
            Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(text, Does.StartWith("Degraded"));
        }

        await postgres.StartServerAsync();
        await WaitForAllAsync(taken);
        Assert.That(_inbound.ReceivedBy(_channel).Select(received => received.UpstreamId), Is.EquivalentTo(taken));
    }

    private async Task StartAsync(TestBed bed)
    {
        _inbound = await RunningInbound.StartAsync(bed, ("Messaging:ConfirmTimeout", "00:00:01"));
        _channel = await bed.AddChannelAsync();
        _posts = 0;
    }

    /// <summary>Posts a message under a new id; notes it if it was taken.</summary>
    private async Task<HttpStatusCode> PostAsync(List<string> taken)
    {
        var id = $"wamid.{++_posts}";
        var clock = Stopwatch.StartNew();
        using var answer = await _inbound.PostAsync(_channel, CloudBodies.Message(_channel, id, "hello"));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)), "WhatsApp does not wait longer");
        Assert.That(answer.StatusCode, Is.AnyOf(HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable));
        if (answer.StatusCode == HttpStatusCode.OK)
        {
            taken.Add(id);
        }
        else
        {
            Assert.That(answer.Headers.RetryAfter?.Delta, Is.GreaterThan(TimeSpan.Zero));
        }

        return answer.StatusCode;
    }

    private async Task WaitForAllAsync(IReadOnlyCollection<string> ids) => await Eventually.GetAsync(
        () => Task.FromResult(ids.Except(_inbound.ReceivedBy(_channel).Select(received => received.UpstreamId)).ToArray()),
        missing => missing.Length == 0,
        "every message that got a 200");
}
