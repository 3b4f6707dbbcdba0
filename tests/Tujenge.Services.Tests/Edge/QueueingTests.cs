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

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _bed = await TestBed.CreateAsync();
        await using (await RunningService.StartAsync(_bed, builder => builder.AddSender(), SenderService.Bus))
        {
            // Only for the queues that it leaves behind, as a sender does that is being replaced.
        }

        _edge = await EdgeReplica.StartAsync(_bed.Settings);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _bed.DisposeAsync();
    }

    [Test]
    public async Task An_accepted_message_is_persistent_in_a_quorum_queue_though_no_sender_runs()
    {
        var (channelId, _, key) = await _edge.CreateChannelAsync();
        var id = await _edge.AcceptedAsync(key, "+255712000111", "kept");

        await using var view = await SendQueuesView.OpenAsync(_bed.Settings);
        var message = (await MessagesOfAsync(view, channelId, 1)).Single();
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
        var (channelId, _, key) = await _edge.CreateChannelAsync();
        var ids = new List<string>();
        for (var i = 0; i < 30; i++)
        {
            // Two spellings of one number: they must not take two ways.
            ids.Add(await _edge.AcceptedAsync(key, i % 2 == 0 ? "5491155556666" : "541155556666", $"{i}"));
        }

        await using var view = await SendQueuesView.OpenAsync(_bed.Settings);
        var messages = await MessagesOfAsync(view, channelId, 30);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(messages.Select(message => message.MessageId), Is.EqualTo(ids));
            Assert.That(messages.Select(message => message.Queue).Distinct().Count(), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Of_many_accepted_at_once_none_is_missing_and_none_is_there_twice()
    {
        var (channelId, _, key) = await _edge.CreateChannelAsync();
        var ids = await Task.WhenAll(Enumerable.Range(0, 200)
            .Select(i => _edge.AcceptedAsync(key, $"{255_712_000_000 + i}", "hi")));

        await using var view = await SendQueuesView.OpenAsync(_bed.Settings);
        var messages = await MessagesOfAsync(view, channelId, 200);
        Assert.That(messages.Select(message => message.MessageId), Is.EquivalentTo(ids));
    }

    /// <summary>The messages of a test's own channel, once there are as many as expected.</summary>
    private static async Task<QueuedMessage[]> MessagesOfAsync(SendQueuesView view, Guid channelId, int count) =>
        await Eventually.GetAsync(
            () => Task.FromResult(view.Messages.Where(message => message.ChannelId == channelId).ToArray()),
            messages => messages.Length >= count,
            $"{count} messages");
}
