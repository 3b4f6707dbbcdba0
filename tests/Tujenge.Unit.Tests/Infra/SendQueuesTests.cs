using NUnit.Framework;
using Tujenge.Infra.Messaging;

namespace Tujenge.Unit.Tests.Infra;

/// <summary>
/// Old and new edges run side by side while a release is rolled out. If they did not agree on a conversation's queue,
/// its messages would overtake each other.
/// </summary>
[Parallelizable]
internal sealed class SendQueuesTests
{
    private static readonly Guid Channel = new("0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f");

    [TestCase("255712000111", 4, 252)]
    [TestCase("255712000112", 7, 31)]
    [TestCase("15550109999", 5, 173)]
    [TestCase("5491155556666", 5, 93)]
    [TestCase("5215512345678", 0, 32)]
    [TestCase("5511987654321", 7, 103)]
    [TestCase("US.13491208655302741918", 4, 252)]
    [TestCase("group-1@g.us", 3, 19)]
    public void A_conversation_stays_in_its_queue_for_good(string recipient, int of8, int of256)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(SendQueues.NumberOf(Channel, recipient, 8), Is.EqualTo(of8));
            Assert.That(SendQueues.NumberOf(Channel, recipient, 256), Is.EqualTo(of256));
            Assert.That(SendQueues.NumberOf(Channel, recipient, 1), Is.Zero);
        }
    }

    [TestCase("5491155556666", "541155556666")]
    [TestCase("5215512345678", "525512345678")]
    [TestCase("5511987654321", "551187654321")]
    public void Two_spellings_of_one_number_share_a_queue(string with, string without) =>
        Assert.That(SendQueues.NumberOf(Channel, with, 256), Is.EqualTo(SendQueues.NumberOf(Channel, without, 256)));

    [Test]
    public void Conversations_spread_over_all_queues_evenly()
    {
        var queues = Enumerable.Range(0, 8000)
            .Select(number => SendQueues.NumberOf(Channel, $"2557120{number:00000}", 8))
            .CountBy(queue => queue)
            .ToDictionary();

        Assert.That(queues.Keys, Is.EquivalentTo(Enumerable.Range(0, 8)));
        Assert.That(queues.Values, Is.All.InRange(850, 1150));
    }

    [Test]
    public void One_recipient_of_many_channels_spreads_too()
    {
        var queues = Enumerable.Range(0, 100).Select(_ => SendQueues.NumberOf(Guid.NewGuid(), "255712000111", 8)).Distinct();

        Assert.That(queues.Count(), Is.GreaterThan(4));
    }

    [Test]
    public void A_queues_name_never_changes() =>
        Assert.That(SendQueues.NameOf(7), Is.EqualTo("sender-send-message-7"));
}
