using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using NUnit.Framework;
using Tujenge.Contracts.Messages;
using Tujenge.Dispatcher;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Telemetry;
using Tujenge.Services.Tests.Edge;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing;
using Tujenge.Testing.Receiver;

namespace Tujenge.Services.Tests.Operations;

/// <summary>What an operator sees of deliveries and does with parked ones: edge asks a dispatcher on real servers.</summary>
[TestFixture]
public sealed class DeliveriesTests
{
    private TestBed _bed = null!;
    private WebhookReceiver _webhook = null!;
    private RunningService _dispatcher = null!;
    private EdgeReplica _edge = null!;
    private Channel _channel = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _bed = await TestBed.CreateAsync();
        _webhook = await WebhookReceiver.StartAsync();
        _webhook.ExpectsV1 = false; // What is delivered here is made up.
        _channel = await _bed.AddChannelAsync(webhookUrl: _webhook.Url("/hook").ToString());
        _dispatcher = await RunningService.StartAsync(_bed, builder => builder.AddDispatcher(), DispatcherService.Bus);
        _edge = await EdgeReplica.StartAsync(_bed.Settings);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _dispatcher.DisposeAsync();
        await _webhook.DisposeAsync();
        await _bed.DisposeAsync();
    }

    [Test]
    public async Task Deliveries_are_found_by_channel_and_state_newest_first_page_by_page()
    {
        var silent = await _bed.AddChannelAsync();
        var delivered = await PublishAsync(_channel, 5);
        var waiting = await PublishAsync(silent, 7);
        Guid[] all = [.. delivered, .. waiting];
        await StandsAsync(delivered[^1], "delivered");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await WalkAsync($"channel_id={_channel.Id}&limit=2"), Is.EqualTo(delivered.Reverse()));
            Assert.That(await WalkAsync($"channel_id={silent.Id}&state=waiting&limit=7"), Is.EqualTo(waiting.Reverse()));
            Assert.That(await WalkAsync($"channel_id={silent.Id}&state=parked&limit=1"), Is.Empty);
            Assert.That(await WalkAsync("state=delivered&limit=3"), Is.EqualTo(delivered.Reverse()));
            Assert.That(await WalkAsync("state=waiting&limit=3"), Is.EqualTo(waiting.Reverse()));
            Assert.That(await WalkAsync("limit=5"), Is.EqualTo(all.Reverse()));
        }
    }

    [Test]
    public async Task A_delivery_is_shown_with_its_attempts_and_its_event_while_it_is_there()
    {
        _webhook.Handler = _ => Task.FromResult(_webhook.Calls.Count == 1 ? 503 : 200);
        var id = (await PublishAsync(_channel, 1)).Single();
        var failed = await WaitAsync(id, delivery => delivery.GetProperty("attempts").GetInt32() == 1, "the first attempt");
        _bed.Clock.Advance(TimeSpan.FromMinutes(1));
        var delivered = await StandsAsync(id, "delivered");
        var listed = (await _edge.LookAsync("/admin/v1/deliveries")).GetProperty("deliveries")[0];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failed.GetProperty("state").GetString(), Is.EqualTo("waiting"));
            Assert.That(failed.GetProperty("body").GetRawText(), Is.EqualTo("""{"number":0}"""));
            Assert.That(failed.GetProperty("due_at").GetDateTimeOffset(), Is.GreaterThan(failed.GetProperty("created_at").GetDateTimeOffset()));
            Assert.That(failed.GetProperty("last_error").GetString(), Is.EqualTo("answered 503"));
            Assert.That(delivered.TryGetProperty("body", out _), Is.False, "erased");
            Assert.That(
                delivered.GetProperty("log").EnumerateArray().Select(attempt => (
                    attempt.GetProperty("number").GetInt32(),
                    attempt.GetProperty("status_code").GetInt32(),
                    attempt.GetProperty("error").GetString())),
                Is.EqualTo(new[] { (1, 503, "answered 503"), (2, 200, null) }));
            Assert.That(
                listed.EnumerateObject().Select(member => member.Name),
                Is.EqualTo(["event_id", "channel_id", "state", "attempts", "created_at", "due_at", "replayed_at", "ended_at", "last_error", "discard_reason"]));
        }
    }

    [Test]
    public async Task A_replayed_delivery_reaches_the_webhook_under_the_same_id()
    {
        var id = await ParkAsync();
        _webhook.Handler = _ => Task.FromResult(200);
        var replayed = await ReplayAsync(id);

        var delivery = await StandsAsync(id, "delivered");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(replayed, Is.EqualTo(1));
            Assert.That(_webhook.Calls.Select(call => (call.Headers["webhook-id"], call.Body)).Distinct(), Is.EqualTo(new[] { ($"{id}", """{"number":0}""") }));
            Assert.That(delivery.GetProperty("log").EnumerateArray().Last().GetProperty("number").GetInt32(), Is.EqualTo(_webhook.Calls.Count));
            Assert.That(delivery.GetProperty("replayed_at").GetDateTimeOffset(), Is.EqualTo(_bed.Clock.GetUtcNow()).Within(1).Minutes);
        }
    }

    [Test]
    public async Task A_replayed_delivery_that_fails_again_is_tried_for_three_more_days()
    {
        var id = await ParkAsync();
        var before = _webhook.Calls.Count;
        await ReplayAsync(id);
        await WaitAsync(id, delivery => delivery.GetProperty("attempts").GetInt32() == before + 1, "the attempt of the replay");
        await StandsAsync(id, "waiting");

        _bed.Clock.Advance(TimeSpan.FromDays(3) - TimeSpan.FromMinutes(1));
        await WaitAsync(id, delivery => delivery.GetProperty("attempts").GetInt32() == before + 2, "one more attempt");
        await StandsAsync(id, "waiting");
        _bed.Clock.Advance(TimeSpan.FromHours(1));
        await StandsAsync(id, "parked");
    }

    [Test]
    public async Task A_waiting_delivery_is_brought_forward()
    {
        _webhook.Handler = _ => Task.FromResult(_webhook.Calls.Count == 1 ? 503 : 200);
        _bed.Clock.Advance(TimeSpan.FromDays(1)); // so that no real second matters
        var id = (await PublishAsync(_channel, 1)).Single();
        await WaitAsync(id, delivery => delivery.GetProperty("attempts").GetInt32() == 1, "the first attempt");
        await SetBackAsync(id);

        Assert.That(await ReplayAsync(id), Is.EqualTo(1));
        await StandsAsync(id, "delivered");
    }

    [Test]
    public async Task All_parked_deliveries_of_a_channel_are_replayed_and_no_other()
    {
        var other = await _bed.AddChannelAsync(webhookUrl: _webhook.Url("/other").ToString());
        var parked = await ParkAsync(_channel, 3);
        var elsewhere = await ParkAsync(other, 1);
        _webhook.Handler = _ => Task.FromResult(200);
        using var answer = await _edge.AdminAsync(
            HttpMethod.Post, "/admin/v1/deliveries/replay", $$"""{"channel_id":"{{_channel.Id}}"}""");

        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo("""{"replayed":3}"""));
        foreach (var id in parked)
        {
            await StandsAsync(id, "delivered");
        }

        Assert.That((await ReadAsync(elsewhere.Single())).GetProperty("state").GetString(), Is.EqualTo("parked"));
    }

    [Test]
    public async Task A_discarded_delivery_keeps_the_reason_and_nothing_of_its_contents()
    {
        var id = await ParkAsync();
        using var answer = await DiscardAsync(id, "the tenant has left");
        var discarded = await ReadAsync(id);
        await using var db = _bed.OpenDispatcher();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
            Assert.That(discarded.GetProperty("state").GetString(), Is.EqualTo("discarded"));
            Assert.That(discarded.GetProperty("discard_reason").GetString(), Is.EqualTo("the tenant has left"));
            Assert.That(discarded.GetProperty("last_error").GetString(), Is.EqualTo("answered 500"));
            Assert.That(discarded.GetProperty("ended_at").GetDateTimeOffset(), Is.EqualTo(_bed.Clock.GetUtcNow()).Within(1).Minutes);
            Assert.That(db.Deliveries.Single().Body, Is.Empty);
        }
    }

    [Test]
    public async Task What_has_ended_is_neither_replayed_nor_discarded_and_what_does_not_exist_is_not_found()
    {
        var parked = await ParkAsync();
        (await DiscardAsync(parked, "once")).Dispose();
        _webhook.Handler = _ => Task.FromResult(200);
        var delivered = (await PublishAsync(_channel, 1)).Single();
        await StandsAsync(delivered, "delivered");
        var waiting = (await PublishAsync(await _bed.AddChannelAsync(), 1)).Single();
        var unknown = Guid.NewGuid();

        await RefusesAsync(delivered, "replay", null, HttpStatusCode.Conflict, "It was delivered, and its contents are erased.");
        await RefusesAsync(parked, "replay", null, HttpStatusCode.Conflict, "It was discarded, and its contents are erased.");
        await RefusesAsync(unknown, "replay", null, HttpStatusCode.NotFound, "There is no delivery of an event with this id.");
        await RefusesAsync(delivered, "discard", "r", HttpStatusCode.Conflict, "Only what is parked can be discarded; this is delivered.");
        await RefusesAsync(parked, "discard", "twice", HttpStatusCode.Conflict, "Only what is parked can be discarded; this is discarded.");
        await RefusesAsync(waiting, "discard", "r", HttpStatusCode.Conflict, "Only what is parked can be discarded; this is waiting.");
        await RefusesAsync(unknown, "discard", "r", HttpStatusCode.NotFound, "There is no delivery of an event with this id.");
        using var read = await _edge.AdminAsync(HttpMethod.Get, $"/admin/v1/deliveries/{unknown}");
        await read.IsProblemAsync(HttpStatusCode.NotFound, "There is no delivery of an event with this id.");
        Assert.That((await ReadAsync(parked)).GetProperty("discard_reason").GetString(), Is.EqualTo("once"));
    }

    [Test]
    public async Task Parked_deliveries_are_counted_in_a_gauge()
    {
        using var listener = new MeterListener();
        var counted = -1L;
        listener.InstrumentPublished = (instrument, self) =>
        {
            // Dispatchers of other fixtures count too, in the same process.
            if (instrument is { Meter.Name: TujengeMetrics.Name, Name: "tujenge.deliveries.parked" }
                && instrument.Meter.Scope == _dispatcher.Meters)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Volatile.Write(ref counted, Math.Max(value, Volatile.Read(ref counted))));
        listener.Start();
        var parked = await ParkAsync(_channel, 2);
        await CountsAsync(2);
        (await DiscardAsync(parked[0], "no longer needed")).Dispose();
        await CountsAsync(1);

        Task CountsAsync(int count) => Eventually.HoldsAsync(
            () =>
            {
                Volatile.Write(ref counted, -1);
                listener.RecordObservableInstruments();
                return Task.FromResult(Volatile.Read(ref counted) == count);
            },
            $"{count} parked deliveries in the gauge");
    }

    private async Task<Guid> ParkAsync() => (await ParkAsync(_channel, 1)).Single();

    private async Task<Guid[]> ParkAsync(Channel channel, int count)
    {
        _webhook.Handler = _ => Task.FromResult(500);
        var ids = await PublishAsync(channel, count);
        foreach (var id in ids)
        {
            await WaitAsync(id, delivery => delivery.GetProperty("attempts").GetInt32() > 0, "the first attempt");
        }

        _bed.Clock.Advance(TimeSpan.FromDays(3));
        foreach (var id in ids)
        {
            await StandsAsync(id, "parked");
        }

        return ids;
    }

    private async Task<Guid[]> PublishAsync(Channel channel, int count)
    {
        var ids = new Guid[count];
        for (var i = 0; i < count; i++)
        {
            ids[i] = Guid.NewGuid();
            await _dispatcher.Bus.Publish(new InboundMessageReceived
            {
                EventId = ids[i],
                ChannelId = channel.Id,
                OccurredAt = _bed.Clock.GetUtcNow(),
                Body = $$"""{"number":{{i}}}""",
            });
            await WaitAsync(ids[i], _ => true, "the event to arrive"); // so that the order is known
        }

        return ids;
    }

    /// <summary>Moves the next attempt so far away that only a replay brings it.</summary>
    private async Task SetBackAsync(Guid id)
    {
        await using var db = _bed.OpenDispatcher();
        var delivery = db.Deliveries.Single(delivery => delivery.EventId == id);
        delivery.DueAt = _bed.Clock.GetUtcNow() + TimeSpan.FromHours(1);
        await db.SaveChangesAsync();
    }

    private async Task<int> ReplayAsync(Guid id) =>
        (await _edge.LookAsync($"/admin/v1/deliveries/{id}/replay", HttpMethod.Post)).GetProperty("replayed").GetInt32();

    private Task<HttpResponseMessage> DiscardAsync(Guid id, string reason) =>
        _edge.AdminAsync(HttpMethod.Post, $"/admin/v1/deliveries/{id}/discard", $$"""{"reason":"{{reason}}"}""");

    private async Task RefusesAsync(Guid id, string action, string? reason, HttpStatusCode status, string detail)
    {
        using var answer = await _edge.AdminAsync(
            HttpMethod.Post, $"/admin/v1/deliveries/{id}/{action}", reason is null ? null : $$"""{"reason":"{{reason}}"}""");
        await answer.IsProblemAsync(status, detail);
    }

    private Task<JsonElement> ReadAsync(Guid id) => _edge.LookAsync($"/admin/v1/deliveries/{id}");

    private async Task<IEnumerable<Guid>> WalkAsync(string query) =>
        (await _edge.WalkAsync($"/admin/v1/deliveries?{query}", "deliveries"))
            .SelectMany(page => page)
            .Select(delivery => delivery.GetProperty("event_id").GetGuid());

    private Task<JsonElement> StandsAsync(Guid id, string state) =>
        WaitAsync(id, delivery => delivery.GetProperty("state").GetString() == state, $"the delivery to be {state}");

    private async Task<JsonElement> WaitAsync(Guid id, Func<JsonElement, bool> condition, string what) => await Eventually.GetAsync(
        async () =>
        {
            using var answer = await _edge.AdminAsync(HttpMethod.Get, $"/admin/v1/deliveries/{id}");
            return answer.StatusCode == HttpStatusCode.OK
                ? JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement
                : default;
        },
        delivery => delivery.ValueKind == JsonValueKind.Object && condition(delivery),
        what);
}
