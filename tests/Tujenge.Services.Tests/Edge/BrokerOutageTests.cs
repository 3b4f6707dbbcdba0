using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using NUnit.Framework;
using Tujenge.Sender;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing;
using Tujenge.Testing.Servers;

namespace Tujenge.Services.Tests.Edge;

/// <summary>A broker that is killed and comes back, as seen by a client.</summary>
[TestFixture]
[NonParallelizable]
public sealed class BrokerOutageTests
{
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(3);

    private TestBed _bed = null!;
    private RabbitMqServer _broker = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _broker = await TestServers.OutageRabbitMqAsync();
        _bed = await TestBed.CreateAsync(await TestServers.PostgresAsync(), _broker);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _bed.DisposeAsync();

    [Test]
    public async Task Without_the_broker_a_message_is_answered_503_in_time_and_what_was_accepted_before_is_kept()
    {
        await RunSenderOnceAsync();
        await using var edge = await EdgeReplica.StartAsync(_bed.Settings);
        var (_, _, key) = await edge.CreateChannelAsync();
        var before = await edge.AcceptedAsync(key, "255712000111", "before");
        var accepted = new ConcurrentQueue<string>();
        var clients = Task.WhenAll(Enumerable.Range(0, 8).Select(number =>
            SendUntilRefusedAsync(edge, key, $"25571300000{number}", accepted)));
        await Eventually.HoldsAsync(() => Task.FromResult(accepted.Count > 100), "clients to be busy");

        await _broker.StopServerAsync();
        await clients;
        for (var attempt = 0; attempt < 2; attempt++)
        {
            await IsRefusedInTimeAsync(edge, key);
        }

        Assert.That(await edge.ReadinessAsync(), Is.EqualTo(HttpStatusCode.ServiceUnavailable), "a load balancer must hear of it");
        await using var startedWithout = await EdgeReplica.StartAsync(_bed.Settings, brokerIsThere: false);
        await IsRefusedInTimeAsync(startedWithout, key);
        using (var webhook = await edge.SendAsync(HttpMethod.Post, "/v1/configs/webhook", key, """{"url":"https://client.example/"}"""))
        {
            Assert.That(webhook.StatusCode, Is.EqualTo(HttpStatusCode.OK), "what needs no broker goes on");
        }

        await _broker.StartServerAsync();
        var after = await AcceptedInTheEndAsync(edge, key);
        await Eventually.HoldsAsync(async () => await edge.ReadinessAsync() == HttpStatusCode.OK, "edge to be ready again");
        var afterToo = await AcceptedInTheEndAsync(startedWithout, key);

        await using var view = await SendQueuesView.OpenAsync(_bed.Settings);
        Assert.That(
            () => view.Messages.Where(message => message.Recipient == "255712000111").Select(message => message.MessageId),
            Is.EqualTo(new[] { before, after, afterToo }).After(10).Seconds.PollEvery(20).MilliSeconds);
        Assert.That(
            () => view.Messages.Select(message => message.MessageId),
            Is.SupersetOf(accepted).After(10).Seconds.PollEvery(20).MilliSeconds);
    }

    private static async Task SendUntilRefusedAsync(EdgeReplica edge, string key, string to, ConcurrentQueue<string> accepted)
    {
        while (true)
        {
            using var answer = await edge.SendTextAsync(key, to, "busy");
            if (answer.StatusCode != HttpStatusCode.Created)
            {
                await answer.IsOverloadedAsync();
                return;
            }

            accepted.Enqueue(await EdgeReplica.IdOfAsync(answer));
        }
    }

    private static async Task IsRefusedInTimeAsync(EdgeReplica edge, string key)
    {
        var asked = Stopwatch.StartNew();
        using var answer = await edge.SendTextAsync(key, "255712000111", "while the broker is away");

        Assert.That(asked.Elapsed, Is.LessThan(EdgeReplica.ConfirmTimeout + Slack));
        await answer.IsOverloadedAsync();
    }

    /// <summary>Sends again while it is told to, as a client does; any other answer fails.</summary>
    private static async Task<string> AcceptedInTheEndAsync(EdgeReplica edge, string key)
    {
        using var accepted = await Eventually.GetAsync(
            () => edge.SendTextAsync(key, "255712000111", "after"),
            answer => answer.StatusCode != HttpStatusCode.ServiceUnavailable,
            "a message to be accepted again");
        Assert.That(accepted.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        return await EdgeReplica.IdOfAsync(accepted);
    }

    private async Task RunSenderOnceAsync()
    {
        await using var sender = await RunningService.StartAsync(_bed, builder => builder.AddSender(), SenderService.Bus);
    }
}
