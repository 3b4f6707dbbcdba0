using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Tujenge.Infra.Messaging;
using Tujenge.Sender;
using Tujenge.Services.Tests.Edge;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing;

namespace Tujenge.Services.Tests.DeadLetters;

/// <summary>Messages that kill whoever takes them.</summary>
[TestFixture]
public sealed class DeliveryLimitTests
{
    private const string Recipient = "255712000111";

    private TestBed _bed = null!;
    private EdgeReplica _edge = null!;
    private RawBroker _broker = null!;
    private string _queue = "";

    [SetUp]
    public async Task StartAsync()
    {
        _bed = await TestBed.CreateAsync();
        await using (await StartSenderAsync())
        {
            // Only for the queues that it leaves behind.
        }

        _edge = await EdgeReplica.StartAsync(_bed.Settings);
        _broker = await RawBroker.ConnectAsync(_bed.Settings);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _broker.DisposeAsync();
        await _bed.DisposeAsync();
    }

    [Test]
    public async Task The_one_at_which_processes_died_is_set_aside_and_those_that_came_back_with_it_are_not()
    {
        var (_, _, key) = await _edge.CreateChannelAsync();
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add(await _edge.AcceptedAsync(key, Recipient, $"message {i}"));
        }

        await FindQueueAsync();
        await _broker.TakeAndDieAsync(_queue, messages: 3, times: 100);
        await using var sender = await StartSenderAsync();

        var desk = new DeadLetterDesk(_edge);
        var letter = (await desk.WaitForAsync(_queue, 1)).Single();
        var body = (await desk.LookAsync(letter.Id())).GetProperty("body").GetProperty("message");
        await WaitForMessagesAsync(ids[1..]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(letter.Text("kind"), Is.EqualTo("delivery_limit"));
            Assert.That(letter.Text("fault_type"), Does.EndWith("TooManyDeliveriesException"));
            Assert.That(body.Text("messageId"), Is.EqualTo(ids[0]));
        }

        // Once somebody has found out why they died, it can go on its way; the count of deliveries is forgotten.
        Assert.That(await desk.ReplayAsync(letter.Id()), Is.EqualTo(System.Net.HttpStatusCode.NoContent));
        await WaitForMessagesAsync(ids);
    }

    [Test]
    public async Task A_message_that_was_in_the_hands_of_99_killed_processes_is_good()
    {
        var (_, _, key) = await _edge.CreateChannelAsync();
        var id = await _edge.AcceptedAsync(key, Recipient, "survivor");
        await FindQueueAsync();
        await _broker.TakeAndDieAsync(_queue, messages: 1, times: 99);
        await using var sender = await StartSenderAsync();

        await WaitForMessagesAsync([id]);
        Assert.That(await new DeadLetterDesk(_edge).ListAsync(""), Is.Empty);
    }

    [Test]
    public async Task What_kills_before_it_is_read_is_taken_away_by_the_broker_in_the_end_and_not_dropped()
    {
        const string queue = "sender-send-message-0";
        var garbage = $"garbage {Guid.NewGuid()}";
        await _broker.PutAsync(queue, garbage);
        var desk = new DeadLetterDesk(_edge);
        var taken = await _broker.GiveBackUntilGoneAsync(queue, () => desk.WaitForAsync(queue, 1));

        var letter = await desk.LookAsync((await desk.WaitForAsync(queue, 1)).Single().Id());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(taken, Is.EqualTo(1001), "the first delivery, and as many more as the limit says");
            Assert.That(letter.Text("kind"), Is.EqualTo("delivery_limit"));
            Assert.That(letter.GetProperty("body_base64").GetBytesFromBase64(), Is.EqualTo(System.Text.Encoding.UTF8.GetBytes(garbage)));
        }
    }

    private Task<RunningService> StartSenderAsync() =>
        RunningService.StartAsync(_bed, builder => builder.AddSender(), SenderService.Bus);

    private async Task FindQueueAsync()
    {
        for (var number = 0; number < 2; number++)
        {
            if (await _broker.CountAsync(SendQueues.NameOf(number)) > 0)
            {
                _queue = SendQueues.NameOf(number);
            }
        }
    }

    private Task WaitForMessagesAsync(IReadOnlyCollection<string> ids) => Eventually.HoldsAsync(
        async () =>
        {
            await using var db = _bed.OpenSender();
            var found = await db.Messages.Select(message => message.MessageId).ToArrayAsync();
            return found.Order().SequenceEqual(ids.Order());
        },
        "the messages in the sender's log, and no others");
}
