using NUnit.Framework;
using Tujenge.Sender;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing;

namespace Tujenge.Services.Tests.Edge;

/// <summary>What a 201 is worth: the message is in its queue, on a broker that has it for good.</summary>
[TestFixture]
public sealed class QueueingTests
{
    private TestBed _bed = null!;
    private EdgeReplica _edge = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _bed = await TestBed.CreateAsync();
        _edge = await EdgeReplica.StartAsync(_bed.Settings);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _bed.DisposeAsync();
    }

    [Test]
    public async Task An_accepted_message_is_persistent_in_a_quorum_queue_though_no_sender_runs()
    {
        await RunSenderOnceAsync();
        var (channelId, _, key) = await _edge.CreateChannelAsync();
        var id = await _edge.AcceptedAsync(key, "+255712000111", "kept");

        await using var view = await SendQueuesView.OpenAsync(_bed.Settings);
        Assert.That(() => view.Messages, Has.Count.EqualTo(1).After(10).Seconds.PollEvery(20).MilliSeconds);
        var message = view.Messages.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(message.IsPersistent, Is.True);
            Assert.That(message.MessageId, Is.EqualTo(id));
            Assert.That(message.ChannelId, Is.EqualTo(channelId));
            Assert.That(message.Recipient, Is.EqualTo("255712000111"));
            Assert.That(message.Body, Does.Contain("kept"));
        }
    }

    [Test]
    public async Task Messages_of_one_conversation_are_queued_in_the_order_of_their_answers()
    {
        await RunSenderOnceAsync();
        var (_, _, key) = await _edge.CreateChannelAsync();
        var ids = new List<string>();
        for (var i = 0; i < 30; i++)
        {
            // Two spellings of one number: they must not take two ways.
            ids.Add(await _edge.AcceptedAsync(key, i % 2 == 0 ? "5491155556666" : "541155556666", $"{i}"));
        }

        await using var view = await SendQueuesView.OpenAsync(_bed.Settings);
        Assert.That(() => view.Messages, Has.Count.EqualTo(30).After(10).Seconds.PollEvery(20).MilliSeconds);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(view.Messages.Select(message => message.MessageId), Is.EqualTo(ids));
            Assert.That(view.Messages.Select(message => message.Queue).Distinct().Count(), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Of_many_accepted_at_once_none_is_missing_and_none_is_there_twice()
    {
        await RunSenderOnceAsync();
        var (_, _, key) = await _edge.CreateChannelAsync();
        var ids = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => _edge.AcceptedAsync(key, $"{255_712_000_000 + i}", "hi")));

        await using var view = await SendQueuesView.OpenAsync(_bed.Settings);
        Assert.That(() => view.Messages, Has.Count.EqualTo(200).After(10).Seconds.PollEvery(20).MilliSeconds);
        Assert.That(view.Messages.Select(message => message.MessageId), Is.EquivalentTo(ids));
    }

    [Test]
    public async Task Where_no_sender_ever_made_the_queues_nothing_is_accepted()
    {
        // The broker would confirm such a message, and drop it.
        var (_, _, key) = await _edge.CreateChannelAsync();
        using var answer = await _edge.SendTextAsync(key, "255712000111", "hi");
        await answer.IsOverloadedAsync();
    }

    [Test]
    public async Task As_soon_as_a_sender_was_there_messages_are_accepted()
    {
        var (_, _, key) = await _edge.CreateChannelAsync();
        using var before = await _edge.SendTextAsync(key, "255712000111", "refused");
        await before.IsOverloadedAsync();
        await RunSenderOnceAsync();
        var id = await _edge.AcceptedAsync(key, "255712000111", "accepted");

        await using var view = await SendQueuesView.OpenAsync(_bed.Settings);
        await Eventually.HoldsAsync(() => Task.FromResult(!view.Messages.IsEmpty), "the message");
        Assert.That(view.Messages.Select(message => message.MessageId), Is.EqualTo(new[] { id }));
    }

    /// <summary>Leaves behind the queues, as a sender that is being replaced does.</summary>
    private async Task RunSenderOnceAsync()
    {
        await using var sender = await RunningService.StartAsync(_bed, builder => builder.AddSender(), SenderService.Bus);
    }
}
