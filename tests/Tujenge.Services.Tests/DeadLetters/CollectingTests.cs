using System.Text;
using System.Text.Json;
using NUnit.Framework;
using Tujenge.Dispatcher;
using Tujenge.Inbound;
using Tujenge.Sender;
using Tujenge.Services.Tests.Edge;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing;
using Tujenge.Testing.Privacy;

namespace Tujenge.Services.Tests.DeadLetters;

/// <summary>Whatever a queue cannot get rid of otherwise is seen by an operator, and the queue goes on.</summary>
[TestFixture]
public sealed class CollectingTests
{
    private static readonly string[] Queues =
    [
        "sender-send-message-0", "sender-send-message-1", "sender-message-status-changed", "inbound-callback-received",
        "dispatcher-inbound-message-received", "dispatcher-message-status-changed", "dispatcher-channel-changed",
        "edge-wa-id-learned", "edge-media-received",
    ];

    private TestBed _bed = null!;
    private EdgeReplica _edge = null!;
    private EdgeReplica _otherEdge = null!;
    private RawBroker _broker = null!;
    private RunningService[] _services = [];

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _bed = await TestBed.CreateAsync();
        _services =
        [
            await RunningService.StartAsync(_bed, builder => builder.AddSender(), SenderService.Bus),
            await RunningService.StartAsync(_bed, builder => builder.AddInbound(), InboundService.Bus),
            await RunningService.StartAsync(_bed, builder => builder.AddDispatcher(), DispatcherService.Bus),
        ];
        _edge = await EdgeReplica.StartAsync(_bed.Settings);
        _otherEdge = await EdgeReplica.StartAsync(_bed.Settings);
        _broker = await RawBroker.ConnectAsync(_bed.Settings);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await Task.WhenAll(_services.Select(service => service.DisposeAsync().AsTask()));
        await _edge.DisposeAsync();
        await _otherEdge.DisposeAsync();
        await _broker.DisposeAsync();
        await _bed.DisposeAsync();
    }

    [TestCaseSource(nameof(Queues))]
    public async Task Garbage_and_messages_of_unknown_types_are_seen_with_their_queue_and_the_queue_goes_on(string queue)
    {
        var desk = new DeadLetterDesk(_edge);
        var garbage = $"to +255712000111: see you at the pier {Guid.NewGuid():N}";
        PrivateValues.Add(garbage, "a message's text");
        var unknown = Envelope("urn:message:nobody:knows:v1", $$"""{"channelId":"{{Guid.NewGuid()}}","text":"{{Guid.NewGuid()}}"}""");

        await _broker.PutAsync(queue, garbage, ("X-Whose", "the test's"), ("x-retries", 7));
        await _broker.PutAsync(queue, unknown);
        await _broker.PutAsync(queue, garbage + " again");

        var letters = await desk.WaitForAsync(queue, 3);
        Assert.That(
            letters.Select(letter => letter.Text("kind")), Is.EquivalentTo(new[] { "error", "skipped", "error" }));

        var details = await Task.WhenAll(letters.Select(letter => desk.LookAsync(letter.Id())));
        var first = details.Single(letter => BodyOf(letter) == garbage);
        var skipped = details.Single(letter => letter.Text("kind") == "skipped");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.Text("fault_type"), Does.EndWith("Exception"));
            Assert.That(first.Text("fault_message"), Is.Not.Empty);
            Assert.That(first.GetProperty("message_types").GetArrayLength(), Is.Zero);
            Assert.That(
                first.GetProperty("headers").EnumerateObject().Select(header => $"{header.Name}: {header.Value}"),
                Is.EquivalentTo(new[] { "X-Whose: the test's", "x-retries: 7" }));

            Assert.That(skipped.GetProperty("body").GetRawText(), Is.EqualTo(unknown));
            Assert.That(skipped.GetProperty("message_types")[0].GetString(), Is.EqualTo("urn:message:nobody:knows:v1"));
            Assert.That(
                skipped.GetProperty("channel_id").GetGuid(),
                Is.EqualTo(skipped.GetProperty("body").GetProperty("message").GetProperty("channelId").GetGuid()));
            Assert.That(skipped.GetProperty("fault_type").ValueKind, Is.EqualTo(JsonValueKind.Null));
        }
    }

    [Test]
    public async Task Two_replicas_take_each_in_once()
    {
        var marks = Enumerable.Range(0, 60).Select(_ => $"{Guid.NewGuid():N}").ToArray();
        foreach (var mark in marks)
        {
            await _broker.PutAsync("inbound-callback-received", Envelope("urn:message:from:replicas:v1", $"\"{mark}\""));
        }

        var bodies = await Eventually.GetAsync(
            async () =>
            {
                await using var db = _bed.OpenEdge();
                return db.DeadLetters
                    .Where(letter => letter.MessageTypes == "urn:message:from:replicas:v1")
                    .AsEnumerable()
                    .Select(letter => Encoding.UTF8.GetString(letter.Body))
                    .ToArray();
            },
            bodies => bodies.Length >= marks.Length,
            "all dead letters");
        Assert.That(bodies, Is.EquivalentTo(marks.Select(mark => Envelope("urn:message:from:replicas:v1", $"\"{mark}\""))));
    }

    [Test]
    public async Task A_dead_letter_that_the_broker_delivers_twice_is_one()
    {
        const string queue = "inbound-of-the-past";
        var desk = new DeadLetterDesk(_edge);
        for (var i = 0; i < 50; i++)
        {
            await PutDeadAsync(queue, $"message {i}", "2026-11-25T08:00:00.0000000Z");
            await PutDeadAsync(queue, $"message {i}", "2026-11-25T08:00:00.0000000Z");
        }

        await PutDeadAsync(queue, "message 0", "2026-11-25T08:00:01.0000000Z"); // It died again, of itself.
        var letters = await desk.WaitForAsync(queue, 51);
        Assert.That(letters, Has.Length.EqualTo(51));
    }

    [Test]
    public async Task A_dead_letter_of_a_queue_that_is_gone_or_not_known_cannot_be_replayed_and_still_waits()
    {
        const string queue = "sender-of-the-past";
        var desk = new DeadLetterDesk(_edge);
        await PutDeadAsync(queue, "gone", "2026-11-25T08:00:00.0000000Z");
        var gone = (await desk.WaitForAsync(queue, 1)).Single();
        await _broker.PutAsync("dead-letters", "put here by hand");
        var lost = (await Eventually.GetAsync(
            () => desk.ListAsync("state=waiting"),
            letters => letters.Any(letter => letter.Text("queue") is null),
            "the one put there by hand")).First(letter => letter.Text("queue") is null);

        Assert.That(await desk.ReplayAsync(gone.Id()), Is.EqualTo(System.Net.HttpStatusCode.Conflict));
        Assert.That(await desk.ReplayAsync(lost.Id()), Is.EqualTo(System.Net.HttpStatusCode.Conflict));
        Assert.That((await desk.LookAsync(gone.Id())).Text("state"), Is.EqualTo("waiting"));
        Assert.That((await desk.ReplayQueueAsync(queue)).GetProperty("without_queue").GetInt32(), Is.EqualTo(1));
    }

    private static string Envelope(string type, string message) => $$"""{"messageType":["{{type}}"],"message":{{message}}}""";

    private static string BodyOf(JsonElement letter) => letter.GetProperty("body_base64").ValueKind == JsonValueKind.Null
        ? ""
        : Encoding.UTF8.GetString(letter.GetProperty("body_base64").GetBytesFromBase64());

    private Task PutDeadAsync(string queue, string body, string diedAt) => _broker.PutAsync(
        "dead-letters",
        body,
        ("MT-Fault-InputAddress", $"{_bed.Settings["Messaging:Host"]}/{queue}"),
        ("MT-Fault-ExceptionType", "System.FormatException"),
        ("MT-Fault-Message", "no"),
        ("MT-Fault-Timestamp", diedAt));
}
