using System.Net;
using System.Text.Json;
using NUnit.Framework;
using Tujenge.Contracts.Json;
using Tujenge.Contracts.Messages;
using Tujenge.Infra.Directory;
using Tujenge.Sender;
using Tujenge.Services.Tests.Edge;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing;
using Tujenge.Testing.Privacy;

namespace Tujenge.Services.Tests.Operations;

/// <summary>What an operator sees of messages: edge asks a sender on real servers.</summary>
[TestFixture]
public sealed class MessagesTests
{
    private const string Refused = "255712000131";
    private const string Throttled = "255712000429";

    private TestBed _bed = null!;
    private ScriptedGraph _graph = null!;
    private RunningService _sender = null!;
    private EdgeReplica _edge = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _bed = await TestBed.CreateAsync();
        _graph = await ScriptedGraph.StartAsync();
        _graph.OnSend = send => Task.FromResult(send.To switch
        {
            Refused => ScriptedGraph.Refuse(131026),
            Throttled => ScriptedGraph.Refuse(131056),
            _ => _graph.Take(),
        });
        _sender = await RunningService.StartAsync(_bed, builder => builder.AddSender(), SenderService.Bus);
        _edge = await EdgeReplica.StartAsync(_bed.Settings);
        PrivateValues.Add(Refused, "customer's number");
        PrivateValues.Add(Throttled, "customer's number");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _edge.DisposeAsync();
        await _sender.DisposeAsync();
        await _graph.DisposeAsync();
        await _bed.DisposeAsync();
    }

    [Test]
    public async Task Messages_are_found_by_channel_state_and_recipient_newest_first()
    {
        var (channel, other) = (await _bed.AddChannelAsync(_graph.Root), await _bed.AddChannelAsync(_graph.Root));
        var phone = TestBed.NewPhone();
        var first = await SendAsync(channel, phone);
        var refused = await SendAsync(channel, Refused);
        var throttled = await SendAsync(channel, Throttled);
        var last = await SendAsync(channel, phone);
        var elsewhere = await SendAsync(other, phone);
        await StandsAsync(first, "sending");
        await StandsAsync(refused, "failed");
        await ThrottledAsync(throttled);
        await StandsAsync(elsewhere, "sending");
        await DeliverAsync(channel, last);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await IdsAsync($"channel_id={channel.Id}"), Is.EqualTo(new[] { last, throttled, refused, first }));
            Assert.That(await IdsAsync($"channel_id={channel.Id}&state=sending"), Is.EqualTo(new[] { first }));
            Assert.That(await IdsAsync($"channel_id={channel.Id}&state=failed"), Is.EqualTo(new[] { refused }));
            Assert.That(await IdsAsync($"channel_id={channel.Id}&state=accepted"), Is.EqualTo(new[] { throttled }));
            Assert.That(await IdsAsync($"channel_id={channel.Id}&state=delivered"), Is.EqualTo(new[] { last }));
            Assert.That(await IdsAsync($"channel_id={channel.Id}&state=read"), Is.Empty);
            Assert.That(await IdsAsync($"recipient={phone}"), Is.EqualTo(new[] { elsewhere, last, first }));
            Assert.That(await IdsAsync($"recipient=%2B{phone}&channel_id={channel.Id}"), Is.EqualTo(new[] { last, first }));
            Assert.That(await IdsAsync($"recipient={phone}&state=delivered"), Is.EqualTo(new[] { last }));
            Assert.That(await IdsAsync("state=delivered&limit=1"), Is.EqualTo(new[] { last }));
            Assert.That(await IdsAsync("limit=2"), Is.EqualTo(new[] { elsewhere, last }));
        }
    }

    [Test]
    public async Task A_recipient_is_found_under_every_spelling_of_the_number()
    {
        var channel = await _bed.AddChannelAsync(_graph.Root);
        var number = $"{Random.Shared.Next(10_000_000, 99_999_999)}";
        var id = await SendAsync(channel, $"5491{number}0");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await IdsAsync($"channel_id={channel.Id}&recipient=541{number}0"), Is.EqualTo(new[] { id }));
            Assert.That(await IdsAsync($"channel_id={channel.Id}&recipient=5491{number}0"), Is.EqualTo(new[] { id }));
        }
    }

    [TestCase("")]
    [TestCase("&state=sending")]
    [TestCase("&recipient=RECIPIENT")]
    public async Task Walking_over_pages_shows_everything_once_while_new_ones_arrive(string filter)
    {
        var channel = await _bed.AddChannelAsync(_graph.Root);
        var phone = TestBed.NewPhone();
        var ids = new List<string>();
        for (var i = 0; i < 23; i++)
        {
            ids.Add(await SendAsync(channel, phone));
        }

        await StandsAsync(ids[^1], "sending");
        var path = $"/admin/v1/messages?channel_id={channel.Id}&limit=5{filter.Replace("RECIPIENT", phone, StringComparison.Ordinal)}";
        var first = await _edge.LookAsync(path);
        await StandsAsync(await SendAsync(channel, phone), "sending");
        var rest = await _edge.WalkAsync(path, "messages", first.GetProperty("next").GetString());

        ids.Reverse();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(MessagesOf(first).Concat(rest.SelectMany(page => page)).Select(IdOf), Is.EqualTo(ids));
            Assert.That(rest.Select(page => page.Length), Is.EqualTo(new[] { 5, 5, 5, 3 }));
        }
    }

    [Test]
    public async Task A_message_is_shown_with_its_times_and_its_error_and_without_its_text()
    {
        var channel = await _bed.AddChannelAsync(_graph.Root);
        var phone = TestBed.NewPhone();
        var taken = await SendAsync(channel, phone);
        var refused = await SendAsync(channel, Refused);
        var throttled = await SendAsync(channel, Throttled);
        await StandsAsync(taken, "sending");
        await DeliverAsync(channel, taken);
        await StandsAsync(refused, "failed");
        await ThrottledAsync(throttled);
        var (good, bad, waiting) = (await ReadAsync(taken), await ReadAsync(refused), await ReadAsync(throttled));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(good.EnumerateObject().Select(member => member.Name), Is.EqualTo(
                ["id", "upstream_id", "channel_id", "recipient", "state", "attempts", "accepted_at", "due_at", "sending_at",
                    "answered_at", "sent_at", "delivered_at", "read_at", "failed_at", "error", "warnings", "statuses"]));
            Assert.That(good.GetProperty("upstream_id").GetString(), Does.StartWith("wamid."));
            Assert.That(good.GetProperty("channel_id").GetGuid(), Is.EqualTo(channel.Id));
            Assert.That(good.GetProperty("recipient").GetString(), Is.EqualTo(phone));
            Assert.That(good.GetProperty("attempts").GetInt32(), Is.EqualTo(1));
            Assert.That(good.GetProperty("delivered_at").GetDateTimeOffset(), Is.EqualTo(_bed.Clock.GetUtcNow()).Within(1).Minutes);
            Assert.That(Kinds(good, "due_at", "sent_at", "failed_at", "error"), Is.All.EqualTo(JsonValueKind.Null));
            Assert.That(Kinds(good, "accepted_at", "sending_at", "answered_at"), Is.All.EqualTo(JsonValueKind.String));
            Assert.That(bad.GetProperty("error").GetRawText(), Does.Contain(
                """
                "code":1026,"title":"Receiver incapable","details":"cloud 131026
                """));
            Assert.That(Kinds(bad, "failed_at"), Is.All.EqualTo(JsonValueKind.String));
            Assert.That(waiting.GetProperty("due_at").GetDateTimeOffset(), Is.GreaterThan(waiting.GetProperty("sending_at").GetDateTimeOffset()));
            Assert.That($"{good}{bad}{waiting}", Does.Not.Contain("a text"));
        }
    }

    [Test]
    public async Task A_message_keeps_what_its_client_was_warned_of()
    {
        var channel = await _bed.AddChannelAsync(_graph.Root);
        var warned = await SendAsync(channel, TestBed.NewPhone(), "Parameter 'ttl' is ignored", "Parameter 'x' is, too");
        var unwarned = await SendAsync(channel, TestBed.NewPhone());

        Assert.That(
            (await ReadAsync(warned)).GetProperty("warnings").GetRawText(),
            Is.EqualTo("""["Parameter 'ttl' is ignored","Parameter 'x' is, too"]"""));
        Assert.That((await ReadAsync(unwarned)).GetProperty("warnings").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [TestCase("gBEG0190A5D27C117E2A9F003B5A5D1C2E4F")]
    [TestCase("wamid.unknown")]
    public async Task An_unknown_id_is_not_found(string id)
    {
        using var answer = await _edge.AdminAsync(HttpMethod.Get, $"/admin/v1/messages/{id}");
        await answer.IsProblemAsync(HttpStatusCode.NotFound, "There is no message with this id");
    }

    private static string IdOf(JsonElement message) => message.GetProperty("id").GetString()!;

    private static JsonElement[] MessagesOf(JsonElement answer) => [.. answer.GetProperty("messages").EnumerateArray()];

    private static IEnumerable<JsonValueKind> Kinds(JsonElement message, params string[] names) =>
        names.Select(name => message.GetProperty(name).ValueKind);

    private async Task<IEnumerable<string>> IdsAsync(string query) =>
        MessagesOf(await _edge.LookAsync($"/admin/v1/messages?{query}")).Select(IdOf);

    private Task<JsonElement> ReadAsync(string id) => _edge.LookAsync($"/admin/v1/messages/{id}");

    private async Task<string> SendAsync(Channel channel, string recipient, params string[] warnings)
    {
        var id = MessageId.New(_bed.Clock.GetUtcNow());
        await _sender.SendQueues.SendAsync(
            new SendMessage
            {
                MessageId = id,
                ChannelId = channel.Id,
                Recipient = recipient,
                Body = EmbeddedJson.Of($$$"""{"to":"{{{recipient}}}","type":"text","text":{"body":"a text"}}"""),
                AcceptedAt = _bed.Clock.GetUtcNow(),
                Warnings = warnings.Length == 0 ? null : warnings,
            },
            default);

        // One after the other, so that the order of arrival is known: recipients have different queues.
        await Eventually.HoldsAsync(
            async () =>
            {
                using var answer = await _edge.AdminAsync(HttpMethod.Get, $"/admin/v1/messages/{id}");
                return answer.StatusCode == HttpStatusCode.OK;
            },
            "the message in the log");
        return id;
    }

    private Task StandsAsync(string id, string state) => Eventually.HoldsAsync(
        async () => (await ReadAsync(id)) is var message
            && message.GetProperty("state").GetString() == state
            && (state != "sending" || message.GetProperty("answered_at").ValueKind == JsonValueKind.String),
        $"the message to be {state}");

    private Task ThrottledAsync(string id) => Eventually.HoldsAsync(
        async () => (await ReadAsync(id)) is var message
            && message.GetProperty("state").GetString() == "accepted"
            && message.GetProperty("attempts").GetInt32() > 0,
        "the message to be throttled");

    private async Task DeliverAsync(Channel channel, string id)
    {
        await StandsAsync(id, "sending");
        var upstreamId = (await ReadAsync(id)).GetProperty("upstream_id").GetString();
        await _sender.Bus.Publish(new MessageStatusChanged
        {
            EventId = Guid.NewGuid(),
            ChannelId = channel.Id,
            MessageId = id,
            UpstreamId = upstreamId,
            Status = MessageStatus.Delivered,
            OccurredAt = _bed.Clock.GetUtcNow(),
            Body = "{}",
        });
        await StandsAsync(id, "delivered");
    }
}
