using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Tujenge.Contracts.Messages;
using Tujenge.Dispatcher;
using Tujenge.Dispatcher.Persistence;
using Tujenge.Services.Tests.DeadLetters;
using Tujenge.Services.Tests.Edge;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing;

namespace Tujenge.Services.Tests.Operations;

/// <summary>An operator asks while the one who knows is away: an honest 503, soon, and nothing is left behind.</summary>
[TestFixture]
[NonParallelizable]
public sealed class AwayTests
{
    private static readonly string[] Queues = ["dispatcher-find-deliveries", "dispatcher-replay-deliveries", "dispatcher-discard-delivery"];

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
    public async Task A_service_that_has_never_been_up_is_missed_at_once()
    {
        var asked = Stopwatch.StartNew();
        await _edge.IsAwayAsync("GET", "/admin/v1/messages", "The sender does not answer; try again.");
        await _edge.IsAwayAsync("GET", $"/admin/v1/messages/{MessageId.New(_bed.Clock.GetUtcNow())}", "The sender does not answer; try again.");
        await _edge.IsAwayAsync("GET", "/admin/v1/deliveries", "The dispatcher does not answer; try again.");
        await _edge.IsAwayAsync("GET", $"/admin/v1/deliveries/{Guid.NewGuid()}", "The dispatcher does not answer; try again.");
        await _edge.IsAwayAsync("GET", "/admin/v1/callbacks", "The inbound does not answer; try again.");
        await _edge.IsAwayAsync("GET", "/admin/v1/callbacks/1", "The inbound does not answer; try again.");
        await _edge.IsAwayAsync("POST", $"/admin/v1/deliveries/{Guid.NewGuid()}/replay", "The dispatcher does not answer; try again.");
        await _edge.IsAwayAsync("POST", "/admin/v1/deliveries/replay", "The dispatcher does not answer; try again.", $$"""{"channel_id":"{{Guid.NewGuid()}}"}""");
        await _edge.IsAwayAsync("POST", $"/admin/v1/deliveries/{Guid.NewGuid()}/discard", "The dispatcher does not answer; try again.", """{"reason":"r"}""");

        Assert.That(asked.Elapsed, Is.LessThan(TimeSpan.FromSeconds(4)), "the broker returned them");
    }

    [Test]
    public async Task What_was_asked_while_a_service_was_away_is_neither_kept_nor_done_when_it_is_back()
    {
        var parked = await AddParkedAsync();
        await using (await StartDispatcherAsync())
        {
            await _edge.LookAsync("/admin/v1/deliveries");
        }

        // All at once: the queues are still there, and must be so when the dispatcher comes back.
        await Task.WhenAll(
        [
            .. Enumerable.Range(0, 20).Select(_ =>
                _edge.IsAwayAsync("GET", "/admin/v1/deliveries", "The dispatcher does not answer; try again.")),
            _edge.IsAwayAsync("POST", $"/admin/v1/deliveries/{parked}/discard", "The dispatcher does not answer; try again.", """{"reason":"r"}"""),
        ]);
        foreach (var queue in Queues)
        {
            await Eventually.HoldsAsync(
                async () => await QueueLook.CountAsync(_bed.Settings, queue) is null or 0,
                $"the requests in {queue} to expire",
                TimeSpan.FromSeconds(3));
        }

        await using var back = await StartDispatcherAsync();
        var delivery = (await _edge.LookAsync("/admin/v1/deliveries")).GetProperty("deliveries")[0];
        Assert.That(delivery.GetProperty("state").GetString(), Is.EqualTo("parked"));
    }

    [Test]
    public async Task The_queues_of_requests_go_with_their_service()
    {
        await using (await StartDispatcherAsync())
        {
            await _edge.LookAsync("/admin/v1/deliveries");
        }

        // Not by looking at the queues: whoever looks uses them.
        await Eventually.HoldsAsync(
            async () =>
            {
                var asked = Stopwatch.StartNew();
                await _edge.IsAwayAsync("GET", "/admin/v1/deliveries", "The dispatcher does not answer; try again.");
                return asked.Elapsed < TimeSpan.FromSeconds(3);
            },
            "a request to come back at once");
        foreach (var queue in Queues)
        {
            Assert.That(await QueueLook.CountAsync(_bed.Settings, queue), Is.Null, queue);
        }

        await using var back = await StartDispatcherAsync();
        await _edge.LookAsync("/admin/v1/deliveries");
    }

    [Test]
    public async Task A_service_that_cannot_answer_says_so_at_once_and_the_request_is_not_set_aside()
    {
        await using var dispatcher = await StartDispatcherAsync();
        await using (var db = _bed.OpenDispatcher())
        {
            await db.Database.ExecuteSqlRawAsync("alter table dispatcher.deliveries rename column last_error to lost");
        }

        var asked = Stopwatch.StartNew();
        await _edge.IsAwayAsync("GET", "/admin/v1/deliveries", "The dispatcher does not answer; try again.");
        Assert.That(asked.Elapsed, Is.LessThan(TimeSpan.FromSeconds(4)));

        // What comes to the dead letter queue after it is seen after it.
        await using var broker = await RawBroker.ConnectAsync(_bed.Settings);
        await broker.PutAsync("dead-letters", "later");
        var letters = await Eventually.GetAsync(
            () => new DeadLetterDesk(_edge).ListAsync(""), letters => letters.Any(letter => letter.Text("queue") is null), "the later one");
        Assert.That(letters, Has.Length.EqualTo(1));
    }

    private Task<RunningService> StartDispatcherAsync() =>
        RunningService.StartAsync(_bed, builder => builder.AddDispatcher(), DispatcherService.Bus);

    private async Task<Guid> AddParkedAsync()
    {
        await using var db = _bed.OpenDispatcher();
        var delivery = new Delivery
        {
            EventId = Guid.NewGuid(),
            ChannelId = Guid.NewGuid(),
            Body = "{}",
            State = DeliveryState.Parked,
            CreatedAt = _bed.Clock.GetUtcNow(),
            EndedAt = _bed.Clock.GetUtcNow(),
        };
        db.Deliveries.Add(delivery);
        await db.SaveChangesAsync();
        return delivery.EventId;
    }
}
