using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Tujenge.Inbound.Processing;
using Tujenge.Inbound.Translating;
using Tujenge.Infra.Persistence;
using Tujenge.Testing.Callbacks;

namespace Tujenge.Services.Tests.Inbound;

/// <summary>
/// However WhatsApp spreads events over posts, entries and changes, however often and however many days later it repeats them,
/// and whichever replica gets them: a channel is told its own, each by one callback, and nothing of another's.
/// </summary>
[TestFixture(DatabaseProvider.Sqlite, 100)]
[TestFixture(DatabaseProvider.Postgres, 30)]
internal sealed class SpreadingProperties(DatabaseProvider provider, int cases)
{
    private static readonly TimeSpan[] Pauses =
        [TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(7), TimeSpan.FromHours(11), TimeSpan.FromDays(1)];

    /// <summary>Apps that sign: the first one's has the numbers 0 and 1, the other's has 2.</summary>
    private static readonly int[][] NumbersOfApps = [[0, 1], [2]];

    private InboundReplicas _replicas = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _replicas = await InboundReplicas.CreateAsync(provider);

    [OneTimeTearDown]
    public async Task StopAsync() => await _replicas.DisposeAsync();

    [Test]
    public void Every_channel_is_told_its_own_events_each_by_one_callback()
    {
        var histories =
            from order in SpreadEvents.Of(numbers: 3)
            from steps in (
                from app in Gen.Choose(0, NumbersOfApps.Length - 1)
                from deliveries in Gen.Choose(1, 3)
                from pause in Gen.Elements(Pauses)
                select new Step(app, deliveries, pause)).ArrayOf(order.Length)
            select (order, steps);

        Prop.ForAll(histories.ToArbitrary(), history => HoldsAsync(history.order, history.steps).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(cases).WithEndSize(30));
    }

    [Test]
    public async Task A_callback_of_many_thousand_statuses_is_told_whole_and_once()
    {
        var channel = (await _replicas.AddChannelsAsync(1)).Single();
        var statuses = Enumerable.Range(0, 22_000)
            .Select(i => CloudBodies.StatusOf($"wamid.{i}", "delivered", ours: i % 2 == 0 ? $"gBEG{i}" : null));
        var body = CloudBodies.Of(CloudBodies.Entry(channel, CloudBodies.Statuses([.. statuses])));
        var told = new Told();
        await _replicas.ConsumeAsync(Guid.NewGuid(), [channel.Id], body, told);
        await _replicas.ConsumeAsync(Guid.NewGuid(), [channel.Id], body, told);
        Assert.That(told.Events.Select(one => one.EventId), Is.Unique.And.Exactly(22_000).Items);
    }

    [Test]
    public async Task A_callback_of_many_thousand_messages_is_told_whole_and_once()
    {
        var channel = (await _replicas.AddChannelsAsync(1)).Single();
        var messages = Enumerable.Range(0, 22_000).Select(i => CloudBodies.Text($"wamid.{i}", "text", from: $"2557120{i:000000}"));
        var body = CloudBodies.Of(CloudBodies.Entry(channel, CloudBodies.Messages([.. messages])));
        var told = new Told();
        await _replicas.ConsumeAsync(Guid.NewGuid(), [channel.Id], body, told);
        await _replicas.ConsumeAsync(Guid.NewGuid(), [channel.Id], body, told);
        Assert.That(told.Events.Select(one => one.EventId), Is.Unique.And.Exactly(22_000).Items);
    }

    private async Task<bool> HoldsAsync((HappenedEvent Event, EventPlace Place)[] order, Step[] steps)
    {
        var channels = await _replicas.AddChannelsAsync(3);
        var posts = SpreadEvents.Posts(order, number => channels[number].PhoneNumberId).Zip(steps).ToArray();
        var (told, begin, waiting) = (new Told(), _replicas.Now, new List<Task>());
        foreach (var (post, step) in posts)
        {
            if (step.Pause > TimeSpan.Zero && _replicas.Now + step.Pause < begin + TimeSpan.FromDays(7))
            {
                await Task.WhenAll(waiting); // What is a day apart is not worked on at once.
                await _replicas.AdvanceAsync(step.Pause);
            }

            // Deliveries of one callback by the broker follow each other; callbacks do not wait for each other.
            var signers = NumbersOfApps[step.App].Select(number => channels[number].Id).ToArray();
            waiting.Add(DeliverAsync(Guid.NewGuid(), signers, post.Body, step.Deliveries, told));
        }

        await Task.WhenAll(waiting);
        var expected = posts.SelectMany(post => post.First.Events
                .Where(one => NumbersOfApps[post.Second.App].Contains(one.Number))
                .Select(one => Expected(channels[one.Number].Id, one)))
            .ToHashSet();
        return told.Events.Select(one => (one.Channel, one.EventId, one.Body)).ToHashSet().SetEquals(expected)
            && told.Events.GroupBy(one => one.EventId).All(one => one.Select(times => times.CallbackId).Distinct().Count() == 1);
    }

    private async Task DeliverAsync(Guid callbackId, Guid[] signers, string body, int deliveries, Told told)
    {
        for (var i = 0; i < deliveries; i++)
        {
            await _replicas.ConsumeAsync(callbackId, signers, body, told);
        }
    }

    private static (Guid Channel, Guid EventId, string Body) Expected(Guid channel, HappenedEvent happened)
    {
        var alone = SpreadEvents.Posts([(happened, EventPlace.SameChange)], number => $"{number}").Single().Body;
        var parts = CloudCallbacks.Split(alone, InboundReplicas.ReceivedAt).Single().Parts;
        if (happened.IsStatus)
        {
            var status = EventFactory.FromStatus(channel, parts.Statuses.Single(), parts.Statuses.Single().Id, InboundReplicas.ReceivedAt);
            return (channel, status.EventId, status.Body);
        }

        var message = EventFactory.FromMessage(channel, parts.Messages.Single(), InboundReplicas.ReceivedAt, id => id);
        return (channel, message.EventId, message.Body);
    }

    /// <summary>What happens with a post.</summary>
    /// <param name="App">Who signs it.</param>
    /// <param name="Deliveries">How often the broker delivers it.</param>
    /// <param name="Pause">Before it.</param>
    private sealed record Step(int App, int Deliveries, TimeSpan Pause);
}
