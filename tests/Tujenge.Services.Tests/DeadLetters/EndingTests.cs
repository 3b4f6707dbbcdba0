using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Tujenge.Contracts.Messages;
using Tujenge.Dispatcher;
using Tujenge.Edge.DeadLetters;
using Tujenge.Services.Tests.Edge;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing;

namespace Tujenge.Services.Tests.DeadLetters;

/// <summary>What an operator makes of dead letters.</summary>
[TestFixture]
public sealed class EndingTests
{
    private const string Queue = "dispatcher-inbound-message-received";

    private TestBed _bed = null!;
    private RunningService _dispatcher = null!;
    private EdgeReplica _edge = null!;
    private DeadLetterDesk _desk = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _bed = await TestBed.CreateAsync();
        _dispatcher = await RunningService.StartAsync(_bed, builder => builder.AddDispatcher(), DispatcherService.Bus);
        _edge = await EdgeReplica.StartAsync(_bed.Settings);
        _desk = new DeadLetterDesk(_edge);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _dispatcher.DisposeAsync();
        await _edge.DisposeAsync();
        await _bed.DisposeAsync();
    }

    [Test]
    public async Task Once_the_cause_is_gone_a_replay_brings_messages_to_their_consumer()
    {
        await ExecuteAsync("alter table dispatcher.deliveries rename to elsewhere");
        var events = new List<Guid>();
        for (var i = 1; i <= 2; i++)
        {
            events.Add(await PublishAsync());
            await _desk.WaitForAsync(Queue, i); // three short retries, then it is set aside
        }

        var letters = await _desk.ListAsync("state=waiting");
        var detail = await _desk.LookAsync(letters[0].Id());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(letters.Select(letter => letter.Text("kind")), Is.EqualTo(new[] { "error", "error" }));
            Assert.That(detail.Text("fault_type"), Is.EqualTo("Npgsql.PostgresException"));
            Assert.That(detail.Text("fault_message"), Does.Contain("dispatcher.deliveries"));
            Assert.That(detail.GetProperty("body").GetProperty("message").GetProperty("eventId").GetGuid(), Is.EqualTo(events[0]));
            Assert.That(detail.GetRawText(), Does.Not.Contain("   at "), "no stack trace is shown");
        }

        await ExecuteAsync("alter table dispatcher.elsewhere rename to deliveries");
        var end = await _desk.ReplayQueueAsync(Queue);
        Assert.That(end.GetRawText(), Is.EqualTo("""{"replayed":2,"without_queue":0,"remaining":0}"""));

        var delivered = await Eventually.GetAsync(
            async () =>
            {
                await using var db = _bed.OpenDispatcher();
                return await db.Deliveries.OrderBy(delivery => delivery.Sequence).Select(delivery => delivery.EventId).ToArrayAsync();
            },
            ids => ids.Length == 2,
            "the events at the dispatcher");
        Assert.That(delivered, Is.EquivalentTo(events));
        await IsEndedAsync(letters[0].Id(), "replayed", reason: null);
        Assert.That(await _desk.ListAsync("state=waiting"), Is.Empty);
    }

    [Test]
    public async Task What_fails_again_after_a_replay_is_another_dead_letter()
    {
        await _dispatcher.Bus.Publish(new InboundMessageReceived
        {
            EventId = Guid.NewGuid(),
            ChannelId = Guid.NewGuid(),
            OccurredAt = DateTimeOffset.UtcNow,
            Body = "\0", // PostgreSQL cannot store it
        });
        var first = (await _desk.WaitForAsync(Queue, 1)).Single();
        Assert.That(await _desk.ReplayAsync(first.Id()), Is.EqualTo(HttpStatusCode.NoContent));

        var second = (await _desk.WaitForAsync(Queue, 1)).Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(second.Id(), Is.Not.EqualTo(first.Id()));
            Assert.That(
                (await _desk.LookAsync(second.Id())).GetProperty("headers").GetProperty("Tujenge-Replay-Of").GetGuid(),
                Is.EqualTo(first.Id()));
            Assert.That((await _desk.LookAsync(first.Id())).Text("state"), Is.EqualTo("replayed"));
        }
    }

    [Test]
    public async Task One_that_is_discarded_keeps_its_reason_and_nothing_of_what_it_said()
    {
        await using var broker = await RawBroker.ConnectAsync(_bed.Settings);
        await broker.PutAsync(Queue, "garbage");
        var id = (await _desk.WaitForAsync(Queue, 1)).Single().Id();

        Assert.That(await _desk.DiscardAsync(id, "sent by mistake"), Is.EqualTo(HttpStatusCode.NoContent));

        await IsEndedAsync(id, "discarded", "sent by mistake");
        Assert.That(await _desk.DiscardAsync(id, "again"), Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(await _desk.ReplayAsync(id), Is.EqualTo(HttpStatusCode.Conflict));
        await IsEndedAsync(id, "discarded", "sent by mistake");
    }

    [Test]
    public async Task Of_many_who_end_one_at_the_same_time_one_does()
    {
        await using var broker = await RawBroker.ConnectAsync(_bed.Settings);
        await broker.PutAsync("dispatcher-channel-changed", """{"messageType":["urn:message:nobody:knows:v1"],"message":{}}""");
        var id = (await _desk.WaitForAsync("dispatcher-channel-changed", 1)).Single().Id();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i =>
            i % 2 == 0 ? _desk.ReplayAsync(id) : _desk.DiscardAsync(id, "at once")));

        Assert.That(answers.Count(answer => answer == HttpStatusCode.NoContent), Is.EqualTo(1));
        Assert.That(answers.Count(answer => answer == HttpStatusCode.Conflict), Is.EqualTo(9));
    }

    [Test]
    public async Task Ended_ones_are_forgotten_in_time_and_waiting_ones_never()
    {
        var now = DateTimeOffset.UtcNow;
        await using (var db = _bed.OpenEdge())
        {
            db.DeadLetters.AddRange(
                Letter(now.AddDays(-60), DeadLetterState.Waiting, endedAt: null),
                Letter(now.AddDays(-60), DeadLetterState.Replayed, endedAt: now.AddDays(-31)),
                Letter(now.AddDays(-60), DeadLetterState.Discarded, endedAt: now.AddDays(-31)),
                Letter(now.AddDays(-60), DeadLetterState.Discarded, endedAt: now.AddDays(-29)));
            await db.SaveChangesAsync();
        }

        await using (var db = _bed.OpenEdge())
        {
            Assert.That(await db.ForgetAsync(now.AddDays(-30), CancellationToken.None), Is.EqualTo(2));
            Assert.That(await db.ForgetAsync(now.AddDays(-30), CancellationToken.None), Is.Zero);
        }

        Assert.That(
            (await _desk.ListAsync("")).Select(letter => letter.Text("state")), Is.EquivalentTo(new[] { "waiting", "discarded" }));
    }

    private static DeadLetter Letter(DateTimeOffset movedAt, DeadLetterState state, DateTimeOffset? endedAt) => new()
    {
        Id = Guid.CreateVersion7(movedAt),
        Queue = Queue,
        Kind = DeadLetterKind.Error,
        MessageTypes = "",
        Headers = "{}",
        Body = [],
        Fingerprint = Guid.NewGuid(),
        MovedAt = movedAt,
        State = state,
        EndedAt = endedAt,
    };

    private async Task<Guid> PublishAsync()
    {
        var id = Guid.NewGuid();
        await _dispatcher.Bus.Publish(new InboundMessageReceived
        {
            EventId = id,
            ChannelId = Guid.NewGuid(),
            OccurredAt = DateTimeOffset.UtcNow,
            Body = "{}",
        });
        return id;
    }

    private async Task IsEndedAsync(Guid id, string state, string? reason)
    {
        var letter = await _desk.LookAsync(id);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(letter.Text("state"), Is.EqualTo(state));
            Assert.That(letter.Text("reason"), Is.EqualTo(reason));
            Assert.That(letter.GetProperty("ended_at").GetDateTimeOffset(), Is.EqualTo(DateTimeOffset.UtcNow).Within(1).Minutes);
            foreach (var erased in new[] { "body", "body_base64", "fault_message" })
            {
                Assert.That(letter.GetProperty(erased).ValueKind, Is.EqualTo(JsonValueKind.Null), erased);
            }
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var db = _bed.OpenDispatcher();
        await db.Database.ExecuteSqlRawAsync(sql);
    }
}
