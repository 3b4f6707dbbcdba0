using System.Net;
using System.Text.Json;
using NUnit.Framework;
using Tujenge.Contracts.Directory;
using Tujenge.Edge.DeadLetters;
using Tujenge.Testing;
using Tujenge.Testing.Telemetry;

namespace Tujenge.Unit.Tests.Edge.DeadLetters;

/// <summary>Dead letters in one process: the in-memory bus, SQLite, and the admin API's form.</summary>
internal sealed class DeadLettersTests
{
    private const string Path = "/admin/v1/dead-letters";
    private const string Unknown = "0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f";

    private FailingQueue _queue = null!;
    private RunningEdge _edge = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _queue = new FailingQueue();
        _edge = await RunningEdge.StartAsync(_queue.Module);
    }

    [TearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [Test]
    public async Task Garbage_and_messages_of_unknown_types_are_taken_in_and_the_queue_goes_on()
    {
        await FailingQueue.SendRawAsync(_edge.Bus, "garbage");
        await FailingQueue.SendRawAsync(_edge.Bus, """{"messageType":["urn:message:nobody:knows:v1"],"message":{}}""");
        var good = Guid.NewGuid();
        await _edge.Bus.Publish(new ChannelChanged { ChannelId = good });

        var letters = await WaitForAsync(2);
        await Eventually.HoldsAsync(() => Task.FromResult(_queue.Consumed.Count == 1), "the good message");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(letters.Select(letter => letter.GetProperty("queue").GetString()), Is.All.EqualTo(FailingQueue.Name));
            Assert.That(
                letters.Select(letter => letter.GetProperty("kind").GetString()), Is.EquivalentTo(new[] { "error", "skipped" }));
            Assert.That(_queue.Consumed, Is.EqualTo(new[] { good }));
        }
    }

    [Test]
    public async Task A_replay_brings_a_message_back_when_the_cause_is_gone()
    {
        const string quote = "a customer's very own words";
        _queue.Fault = new FormatException(quote);
        var id = Guid.NewGuid();
        await _edge.Bus.Publish(new ChannelChanged { ChannelId = id });
        var letter = (await WaitForAsync(1)).Single();
        var detail = await LookAsync(letter);

        _queue.Fault = null;
        using var answer = await _edge.AdminAsync(HttpMethod.Post, $"{Path}/{letter.GetProperty("id").GetGuid()}/replay");
        await Eventually.HoldsAsync(() => Task.FromResult(_queue.Consumed.Count > 0), "the message");
        var after = await LookAsync(letter);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
            Assert.That(_queue.Consumed, Is.EqualTo(new[] { id }));
            Assert.That(detail.GetProperty("fault_type").GetString(), Is.EqualTo("System.FormatException"));
            Assert.That(detail.GetProperty("fault_message").GetString(), Is.EqualTo(quote));
            Assert.That(detail.GetProperty("channel_id").GetGuid(), Is.EqualTo(id));
            Assert.That(after.GetProperty("state").GetString(), Is.EqualTo("replayed"));
            Assert.That(after.GetProperty("fault_message").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(_edge.Log.Lines.Select(line => line.Line), Has.None.Contains(quote), "for operators, not for logs");
            Assert.That(_edge.Log.Lines.Select(line => line.Line), Has.Some.Contains("System.FormatException"));
        }
    }

    [Test]
    public async Task No_trace_quotes_what_the_exception_quotes()
    {
        const string quote = "a customer's most private words";
        await using var telemetry = await OtlpCollector.StartAsync();
        var queue = new FailingQueue { Fault = new FormatException(quote) };
        await using (var edge = await RunningEdge.StartAsync(
            queue.Module, ("OTEL_EXPORTER_OTLP_ENDPOINT", telemetry.Endpoint), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")))
        {
            await edge.Bus.Publish(new ChannelChanged { ChannelId = Guid.NewGuid() });
            await Eventually.HoldsAsync(() => Task.FromResult(edge.Log.Lines.Any(line => line.EventId == 1010)), "the dead letter");
            await FailingQueue.SendRawAsync(edge.Bus, """{"messageType":["urn:message:nobody:knows:v1"],"message":{}}""");
            await Eventually.HoldsAsync(
                () => Task.FromResult(edge.Log.Lines.Count(line => line.EventId == 1010) == 2), "another one, whose span is exported");
        }

        foreach (var signal in new[] { "traces", "metrics" })
        {
            var exported = telemetry.ReadAll(signal);
            Assert.That(exported.Contains(FailingQueue.Name, StringComparison.Ordinal), Is.True, $"{signal} tell of the queue");
            Assert.That(exported.Contains(quote, StringComparison.Ordinal), Is.False, $"{signal} quote");
        }
    }

    [Test]
    public async Task What_is_skipped_again_after_a_replay_is_another_dead_letter()
    {
        await FailingQueue.SendRawAsync(_edge.Bus, """{"messageType":["urn:message:nobody:knows:v1"],"message":{}}""");
        await WaitForAsync(1);
        using var answer = await _edge.AdminAsync(HttpMethod.Post, $"{Path}/replay", """{"all":true}""");

        var letters = await WaitForAsync(2);
        Assert.That(
            letters.Select(letter => letter.GetProperty("state").GetString()), Is.EqualTo(new[] { "replayed", "waiting" }));
    }

    [Test]
    public async Task They_are_listed_page_by_page_oldest_first_without_what_they_say()
    {
        var stored = await StoreAsync(5);
        var seen = new List<Guid>();
        var after = "";
        do
        {
            var page = await ReadAsync($"{Path}?limit=2{after}");
            seen.AddRange(page.GetProperty("dead_letters").EnumerateArray().Select(letter => letter.GetProperty("id").GetGuid()));
            after = page.GetProperty("next").ValueKind == JsonValueKind.Null ? "" : $"&after={page.GetProperty("next")}";
        }
        while (after.Length > 0);

        var first = (await ReadAsync($"{Path}?limit=1")).GetProperty("dead_letters")[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(seen, Is.EqualTo(stored));
            Assert.That(first.EnumerateObject().Select(member => member.Name), Is.EqualTo(
            [
                "id", "queue", "kind", "state", "message_id", "message_types", "channel_id", "fault_type", "moved_at",
                "ended_at", "reason",
            ]));
        }
    }

    [Test]
    public async Task They_are_filtered_by_state_and_queue()
    {
        var stored = await StoreAsync(3);
        using var discarded = await _edge.AdminAsync(HttpMethod.Post, $"{Path}/{stored[1]}/discard", """{"reason":"why not"}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await IdsAsync("state=waiting"), Is.EqualTo(new[] { stored[0], stored[2] }));
            Assert.That(await IdsAsync("state=discarded"), Is.EqualTo(new[] { stored[1] }));
            Assert.That(await IdsAsync("state=replayed"), Is.Empty);
            Assert.That(await IdsAsync("queue=queue-2"), Is.EqualTo(new[] { stored[2] }));
            Assert.That(await IdsAsync("queue=queue-1&state=waiting"), Is.Empty);
        }
    }

    [TestCase("state=dead", "state", "must be one of waiting, replayed, discarded, got 'dead'")]
    [TestCase("state=1", "state", "must be one of waiting, replayed, discarded, got '1'")]
    [TestCase("after=7", "after", "must be an id such as 0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f, got '7'")]
    [TestCase("limit=0", "limit", "must be a number from 1 to 200, got '0'")]
    [TestCase("limit=201", "limit", "must be a number from 1 to 200, got '201'")]
    [TestCase("limit=many", "limit", "must be a number from 1 to 200, got 'many'")]
    public async Task A_wrong_query_is_a_problem(string query, string parameter, string rule)
    {
        using var answer = await _edge.AdminAsync(HttpMethod.Get, $"{Path}?{query}");
        await answer.IsProblemAsync(HttpStatusCode.BadRequest, "Bad Request", $"Parameter '{parameter}' {rule}", parameter);
    }

    [Test]
    public async Task The_audit_trail_tells_who_ended_what_and_why()
    {
        await FailingQueue.SendRawAsync(_edge.Bus, "garbage");
        var id = (await WaitForAsync(1))[0].GetProperty("id").GetString();
        using var discarded = await _edge.AdminAsync(HttpMethod.Post, $"{Path}/{id}/discard", """{"reason":"why not"}""");
        using var refused = await _edge.AdminAsync(HttpMethod.Post, $"{Path}/{id}/discard", """{"reason":"again"}""");

        var entry = (await ReadAsync("/admin/v1/audit")).GetProperty("entries").EnumerateArray()
            .Single(entry => entry.GetProperty("subject").GetString() == id);
        Assert.That(
            $"{entry.GetProperty("actor")} {entry.GetProperty("action")} {entry.GetProperty("details")}",
            Is.EqualTo("""operator dead_letter.discarded {"reason":"why not"}"""));
    }

    [TestCase("""{"reason":null}""", "is absent")]
    [TestCase("""{"reason":""}""", "must have 1 to 500 characters, got 0")]
    [TestCase("""{"reason":"  "}""", "must not be empty")]
    [TestCase("""{"reason":7}""", "must be a string, got a number")]
    public async Task Nothing_is_discarded_without_a_reason(string body, string rule)
    {
        var id = (await StoreAsync(1)).Single();
        using var answer = await _edge.AdminAsync(HttpMethod.Post, $"{Path}/{id}/discard", body);

        await answer.IsProblemAsync(HttpStatusCode.BadRequest, "Bad Request", $"Parameter 'reason' {rule}", "reason");
        Assert.That(await IdsAsync("state=waiting"), Is.EqualTo(new[] { id }));
    }

    [Test]
    public async Task A_reason_has_at_most_500_characters()
    {
        var id = (await StoreAsync(1)).Single();
        using var tooLong = await _edge.AdminAsync(HttpMethod.Post, $"{Path}/{id}/discard", $$"""{"reason":"{{new string('x', 501)}}"}""");
        using var longest = await _edge.AdminAsync(HttpMethod.Post, $"{Path}/{id}/discard", $$"""{"reason":"{{new string('x', 500)}}"}""");

        Assert.That((tooLong.StatusCode, longest.StatusCode), Is.EqualTo((HttpStatusCode.BadRequest, HttpStatusCode.NoContent)));
    }

    [TestCase("{}")]
    [TestCase("""{"all":false}""")]
    [TestCase("""{"queue":"test-failing","all":true}""")]
    public async Task A_replay_of_several_says_which(string body)
    {
        using var answer = await _edge.AdminAsync(HttpMethod.Post, $"{Path}/replay", body);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [TestCase("GET", $"{Path}/{Unknown}")]
    [TestCase("POST", $"{Path}/{Unknown}/replay")]
    [TestCase("POST", $"{Path}/{Unknown}/discard")]
    public async Task What_does_not_exist_is_not_found(string method, string path)
    {
        using var answer = await _edge.AdminAsync(new HttpMethod(method), path, method == "POST" ? """{"reason":"x"}""" : null);
        await answer.IsProblemAsync(HttpStatusCode.NotFound, "Not Found", "There is no dead letter with this id.");
    }

    [TestCase("""{"a":[1.10,"é\u0041"]}""", true)]
    [TestCase("7", true)]
    [TestCase("""{"half":"\ud83d"}""", false)]
    [TestCase("{", false)]
    [TestCase("", false)]
    public async Task A_body_is_shown_as_json_if_it_is_json_and_as_bytes_if_not(string body, bool isJson)
    {
        var id = (await StoreAsync(1, body)).Single();
        using var answer = await _edge.AdminAsync(HttpMethod.Get, $"{Path}/{id}");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var letter = await answer.ReadJsonAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(letter.GetProperty("body").ValueKind == JsonValueKind.Null, Is.EqualTo(!isJson));
            Assert.That(
                letter.GetProperty("body_base64").GetString(),
                Is.EqualTo(isJson || body.Length == 0 ? null : Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(body))));
        }
    }

    [Test]
    public async Task The_metrics_tell_how_many_wait_in_which_queue_and_why()
    {
        using var meter = new DeadLetterMeter(_edge.Metrics);
        await FailingQueue.SendRawAsync(_edge.Bus, "garbage");
        await FailingQueue.SendRawAsync(_edge.Bus, "more garbage");
        var letter = (await WaitForAsync(2))[0];
        await meter.WaitForAsync(FailingQueue.Name, "error", waiting: 2);
        Assert.That(meter.Collected(FailingQueue.Name, "error"), Is.EqualTo(2));

        using var discarded = await _edge.AdminAsync(
            HttpMethod.Post, $"{Path}/{letter.GetProperty("id").GetGuid()}/discard", """{"reason":"garbage"}""");
        await meter.WaitForAsync(FailingQueue.Name, "error", waiting: 1);
    }

    private async Task<Guid[]> StoreAsync(int count, string body = "{}")
    {
        await using var db = await _edge.OpenOwnAsync();
        var letters = Enumerable.Range(0, count).Select(i => new DeadLetter
        {
            Id = Guid.CreateVersion7(DateTimeOffset.UtcNow.AddMinutes(i)),
            Queue = $"queue-{i}",
            Kind = DeadLetterKind.Error,
            MessageTypes = "",
            Headers = "{}",
            Body = System.Text.Encoding.UTF8.GetBytes(body),
            Fingerprint = Guid.NewGuid(),
            MovedAt = DateTimeOffset.UtcNow,
        }).ToArray();
        db.DeadLetters.AddRange(letters);
        await db.SaveChangesAsync();
        return [.. letters.Select(letter => letter.Id)];
    }

    private async Task<Guid[]> IdsAsync(string query) =>
        [.. (await ReadAsync($"{Path}?{query}")).GetProperty("dead_letters").EnumerateArray().Select(letter => letter.GetProperty("id").GetGuid())];

    private Task<JsonElement[]> WaitForAsync(int count) => Eventually.GetAsync(
        async () => (await ReadAsync(Path)).GetProperty("dead_letters").EnumerateArray().ToArray(),
        letters => letters.Length >= count,
        $"{count} dead letters");

    private Task<JsonElement> LookAsync(JsonElement letter) => ReadAsync($"{Path}/{letter.GetProperty("id").GetGuid()}");

    private async Task<JsonElement> ReadAsync(string path)
    {
        using var answer = await _edge.AdminAsync(HttpMethod.Get, path);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return await answer.ReadJsonAsync();
    }
}
