using System.Net;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Messaging;
using Tujenge.Sender;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing;

namespace Tujenge.Services.Tests.Edge;

/// <summary>Idempotency keys on real servers: two replicas of edge, and whatever can happen between claim and confirm.</summary>
[TestFixture]
public sealed class KeyedSendingTests
{
    private TestBed _bed = null!;
    private ScriptedGraph _graph = null!;
    private RunningService _sender = null!;
    private SilentLink _link = null!;
    private EdgeReplica _one = null!;
    private EdgeReplica _other = null!;
    private Channel _channel = null!;
    private string _key = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _bed = await TestBed.CreateAsync();
        _graph = await ScriptedGraph.StartAsync();
        _sender = await RunningService.StartAsync(_bed, builder => builder.AddSender(), SenderService.Bus);
        var servers = _bed.Settings;
        _link = new SilentLink(new Uri(servers["Messaging:Host"]!));
        servers["Messaging:Host"] = $"{_link.Address}";
        _one = await EdgeReplica.StartAsync(servers);
        _other = await EdgeReplica.StartAsync(_bed.Settings);
        _channel = await _bed.AddChannelAsync(_graph.Root);
        _key = await _one.CreateKeyAsync(_channel.Id);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _link.SpeakAgain(); // Else the bus waits for answers to its farewell.
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await _link.DisposeAsync();
        await _sender.DisposeAsync();
        await _graph.DisposeAsync();
        await _bed.DisposeAsync();
    }

    [Test]
    public async Task Of_many_requests_to_two_replicas_at_once_comes_one_message_and_one_answer()
    {
        var (phone, key) = (TestBed.NewPhone(), NewKey());
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(async number =>
        {
            using var answer = await (number % 2 == 0 ? _one : _other).SendTextAsync(_key, phone, "once", key);
            return (answer.StatusCode, Body: await answer.Content.ReadAsStringAsync());
        }));

        Assert.That(answers.Distinct(), Has.Exactly(1).Items);
        Assert.That(answers[0].StatusCode, Is.EqualTo(HttpStatusCode.Created));
        await OnlyOnceAsync(phone);
    }

    [Test]
    public async Task Another_message_under_the_key_is_a_conflict_on_the_other_replica_too()
    {
        var (phone, key) = (TestBed.NewPhone(), NewKey());
        using var first = await _one.SendTextAsync(_key, phone, "once", key);
        using var answer = await _other.SendTextAsync(_key, phone, "another", key);

        Assert.That((first.StatusCode, answer.StatusCode), Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.Conflict)));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("\"code\":1004,\"title\":\"Resource already exists\""));
        await OnlyOnceAsync(phone);
    }

    [Test]
    public async Task After_a_crash_between_claim_and_publish_a_retry_neither_loses_nor_doubles_the_message()
    {
        // The claim of a process that died right after it: the row of a first request, under another key, unconfirmed.
        var (phone, donor, key) = (TestBed.NewPhone(), NewKey(), NewKey());
        using var lost = await _one.SendTextAsync(_key, TestBed.NewPhone(), "donor", donor);
        string messageId;
        await using (var db = _bed.OpenEdge())
        {
            var row = await db.IdempotencyKeys.AsNoTracking().SingleAsync(row => row.Key == donor);
            messageId = Contracts.Messages.MessageId.New(_bed.Clock.GetUtcNow());
            await db.ClaimKeyAsync(
                new()
                {
                    ChannelId = row.ChannelId,
                    Key = key,
                    ClaimedAt = row.ClaimedAt,
                    MessageId = messageId,
                    BodyHash = System.Security.Cryptography.SHA256.HashData(
                        System.Text.Encoding.UTF8.GetBytes($$$"""{"to":"{{{phone}}}","text":{"body":"once"}}""")),
                    MessageHash = row.MessageHash,
                    Answer = $$$"""
                        {"contacts":[{"input":"255712000111","wa_id":"255712000111"}],"messages":[{"id":"{{{messageId}}}"}],
                            "meta":{"api_status":"stable","version":"2.53.1"}}
                        """,
                },
                DateTimeOffset.UnixEpoch,
                CancellationToken.None);
        }

        using var retry = await _other.SendTextAsync(_key, phone, "once", key);
        using var another = await _one.SendTextAsync(_key, phone, "once", key);

        Assert.That((retry.StatusCode, another.StatusCode), Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.Created)));
        Assert.That(await EdgeReplica.IdOfAsync(retry), Is.EqualTo(messageId));
        Assert.That(await EdgeReplica.IdOfAsync(another), Is.EqualTo(messageId));
        await OnlyOnceAsync(phone);
        Assert.That(_graph.Sends.Single(send => send.To == phone && send.Text == "once").MessageId, Is.EqualTo(messageId));
    }

    [Test]
    public async Task What_the_broker_has_but_has_not_confirmed_is_not_sent_again_by_a_retry()
    {
        var (phone, key) = (TestBed.NewPhone(), NewKey());
        string warmed;
        do // The way into a queue is opened by its first message, and a broker that is silent does not let it be.
        {
            warmed = TestBed.NewPhone();
            using var warm = await _one.SendTextAsync(_key, warmed, "warm", NewKey());
            Assert.That(warm.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        }
        while (QueueOf(warmed) != QueueOf(phone));

        _link.FallSilent();
        using var first = await _one.SendTextAsync(_key, phone, "once", key);
        await SentAsync(phone, "once");
        using var retry = await _other.SendTextAsync(_key, phone, "once", key);
        _link.SpeakAgain();

        await first.IsOverloadedAsync();
        Assert.That(retry.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(await EdgeReplica.IdOfAsync(retry), Is.EqualTo(_graph.Sends.Single(send => send.To == phone).MessageId));
        await OnlyOnceAsync(phone);
    }

    [Test]
    public async Task Keys_that_count_no_longer_are_forgotten_and_free()
    {
        var (phone, key) = (TestBed.NewPhone(), NewKey());
        using var first = await _one.SendTextAsync(_key, phone, "once", key);
        await using var db = _bed.OpenEdge();
        await db.IdempotencyKeys
            .Where(row => row.Key == key)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ClaimedAt, DateTimeOffset.UtcNow.AddHours(-24)));
        using var next = await _other.SendTextAsync(_key, phone, "twice", key);
        await db.IdempotencyKeys
            .Where(row => row.Key == key)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ClaimedAt, DateTimeOffset.UtcNow.AddHours(-25)));

        var forgotten = await db.ForgetKeysAsync(DateTimeOffset.UtcNow.AddHours(-24), CancellationToken.None);

        Assert.That(next.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(await EdgeReplica.IdOfAsync(next), Is.Not.EqualTo(await EdgeReplica.IdOfAsync(first)));
        Assert.That(forgotten, Is.EqualTo(1));
        Assert.That(await db.IdempotencyKeys.AnyAsync(row => row.Key == key), Is.False);
    }

    private int QueueOf(string phone) => SendQueues.NumberOf(_channel.Id, phone, int.Parse(_bed.Settings["Messaging:SendQueues"]!, null));

    /// <summary>A message behind it arrives, and before it only one.</summary>
    private async Task OnlyOnceAsync(string phone)
    {
        using var behind = await _other.SendTextAsync(_key, phone, "behind");
        Assert.That(behind.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        await SentAsync(phone, "behind");
        Assert.That(_graph.Sends.Where(send => send.To == phone).Select(send => send.Text), Is.EqualTo(new[] { "once", "behind" }));
    }

    private Task SentAsync(string phone, string text) => Eventually.HoldsAsync(
        () => Task.FromResult(_graph.Sends.Any(send => send.To == phone && send.Text == text)),
        $"'{text}' to be sent");

    private static string NewKey() => $"{Guid.NewGuid()}";
}
