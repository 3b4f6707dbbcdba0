using System.Collections.Concurrent;
using System.Net;
using MassTransit;
using NUnit.Framework;
using Tujenge.Contracts.Messages;
using Tujenge.Contracts.Operations;
using Tujenge.Contracts.Operations.Entries;
using Tujenge.Infra.Messaging;

namespace Tujenge.Unit.Tests.Edge.Messages;

/// <summary>What a client sees of a message's log; the log itself is a stand-in.</summary>
[Parallelizable]
internal sealed class ReadMessageTests
{
    private const string OurId = "gBEG0190A5D27C117E2A9F003B5A5D1C2E4F";
    private const string UpstreamId = "wamid.HBgM/MjU1+NzEyMDAwMTEx==";
    private const string NotFound = "There is no message with this id. One that was just accepted may not have reached the log yet";

    private static readonly DateTimeOffset Moment = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    private readonly ConcurrentQueue<FindMessages> _asked = new();
    private string _fresh = "";
    private RunningEdge _edge = null!;
    private Guid _channelId;
    private string _key = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _edge = await RunningEdge.StartAsync(new BusModule(_ => { }, (_, factory) => factory.ReceiveEndpoint(
            "sender-find-messages",
            endpoint => endpoint.Handler<FindMessages>(context => context.RespondAsync(Find(context.Message))))));
        (_channelId, _, _key) = await _edge.CreateChannelAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _edge.DisposeAsync();

    [Test]
    public async Task A_message_is_shown_as_v1_would()
    {
        using var answer = await GetAsync(OurId);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo(Contracts.OneLine.Of(
            """
            {"messages":[{"id":"gBEG0190A5D27C117E2A9F003B5A5D1C2E4F","upstream_id":"wamid.HBgM/MjU1+NzEyMDAwMTEx==",
            "recipient_id":"255712000111","type":"text","status":"failed","timestamp":"1700000000","attempts":2,
            "statuses":[{"status":"accepted","timestamp":"1700000000"},{"status":"sending","timestamp":"1700000001"},
            {"status":"sent","timestamp":"1700000002"},
            {"status":"failed","timestamp":"1700000003","errors":[{"code":1026,"title":"Receiver incapable","details":"cloud 131026: old app"}]}],
            "errors":[{"code":1026,"title":"Receiver incapable","details":"cloud 131026: old app"}]}],
            "meta":{"api_status":"stable","version":"2.53.1"}}
            """)));
    }

    [Test]
    public async Task Only_the_keys_own_channel_is_asked_for()
    {
        _asked.Clear();
        using var ours = await GetAsync(OurId);
        using var theirs = await GetAsync(Uri.EscapeDataString(UpstreamId));

        Assert.That(_asked, Is.EqualTo(new[]
        {
            new FindMessages { MessageId = OurId, ChannelId = _channelId, Limit = 1 },
            new FindMessages { UpstreamId = UpstreamId, ChannelId = _channelId, Limit = 1 },
        }));
    }

    [TestCase("wamid.HBgM%2FMjU1%2BNzEyMDAwMTEx%3D%3D")]
    [TestCase("wamid.HBgM/MjU1+NzEyMDAwMTEx==")]
    [TestCase("wamid.HBgM%2fMjU1+NzEyMDAwMTEx%3d%3d/")]
    [TestCase("wamid.HBgM%252FMjU1%252BNzEyMDAwMTEx%253D%253D")]
    public async Task WhatsApps_id_may_be_written_like_this(string path)
    {
        using var answer = await GetAsync(path);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await answer.ReadJsonAsync()).GetProperty("messages")[0].GetProperty("id").GetString(), Is.EqualTo(OurId));
    }

    [Test]
    public async Task Another_channels_message_is_not_found_even_if_an_older_sender_shows_it()
    {
        var (_, _, other) = await _edge.CreateChannelAsync();
        using var answer = await GetAsync(OurId, other);
        await answer.IsV1ErrorAsync(HttpStatusCode.NotFound, 1006, "Resource not found", NotFound);
    }

    [Test]
    public async Task Who_asks_at_once_waits_until_the_log_has_it()
    {
        var id = _fresh = MessageId.New(_edge.Clock.GetUtcNow());
        using var answer = await GetAsync(id);
        Assert.That((await answer.ReadJsonAsync()).GetProperty("messages")[0].GetProperty("id").GetString(), Is.EqualTo(id));
        Assert.That(_asked.Count(asked => asked.MessageId == id), Is.EqualTo(3));
    }

    [Test]
    public async Task What_never_reaches_the_log_is_not_waited_for_long()
    {
        var id = MessageId.New(_edge.Clock.GetUtcNow().AddSeconds(-1.7));
        using var answer = await GetAsync(id);
        await answer.IsV1ErrorAsync(HttpStatusCode.NotFound, 1006, "Resource not found", NotFound);
        Assert.That(_asked.Count(asked => asked.MessageId == id), Is.GreaterThan(1));
    }

    [TestCase("gBEG0190A5D27C117E2A9F003B5A5D1C2E40")]
    [TestCase("gBEGFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF")]
    [TestCase("wamid.other")]
    [TestCase("%0A")]
    [TestCase("a%20b")]
    [TestCase("%E2%82%AC")]
    public async Task An_unknown_id_is_not_found(string id)
    {
        using var answer = await GetAsync(id);
        await answer.IsV1ErrorAsync(HttpStatusCode.NotFound, 1006, "Resource not found", NotFound);
    }

    [Test]
    public async Task What_is_too_long_for_an_id_is_not_even_asked_for()
    {
        using var answer = await GetAsync(new string('x', 513));
        await answer.IsV1ErrorAsync(HttpStatusCode.NotFound, 1006, "Resource not found", NotFound);
        Assert.That(_asked.Select(asked => asked.UpstreamId?.Length), Has.None.EqualTo(513));
    }

    [Test]
    public async Task A_list_of_messages_is_not_for_clients()
    {
        using var answer = await _edge.SendAsync(HttpMethod.Get, "/v1/messages", _key);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
    }

    [Test]
    public async Task Nobody_looks_without_a_key()
    {
        using var answer = await _edge.SendAsync(HttpMethod.Get, $"/v1/messages/{OurId}", key: null);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task When_the_sender_does_not_answer_there_is_no_log()
    {
        await using var edge = await RunningEdge.StartAsync();
        var (_, _, key) = await edge.CreateChannelAsync();
        using var answer = await edge.SendAsync(HttpMethod.Get, $"/v1/messages/{OurId}", key);

        await answer.IsOverloadedAsync("The message log does not answer; try again");
    }

    /// <summary>
    /// Shows the message to every channel, as senders of the first release did; but knows the owner. One that is fresh is there when it is
    /// asked for the third time.
    /// </summary>
    private MessagesFound Find(FindMessages wanted)
    {
        _asked.Enqueue(wanted);
        var isFresh = wanted.MessageId == _fresh && _asked.Count(asked => asked == wanted) > 2;
        return new MessagesFound
        {
            Messages =
            [
                new MessageEntry
                {
                    MessageId = isFresh ? _fresh : OurId,
                    UpstreamId = UpstreamId,
                    ChannelId = _channelId,
                    Recipient = "255712000111",
                    Type = "text",
                    State = MessageState.Failed,
                    Attempts = 2,
                    AcceptedAt = Moment,
                    SendingAt = Moment.AddSeconds(1),
                    AnsweredAt = Moment.AddSeconds(1.5),
                    SentAt = Moment.AddSeconds(2),
                    FailedAt = Moment.AddSeconds(3),
                    ErrorCode = 1026,
                    ErrorDetails = "cloud 131026: old app",
                },
            ],
        };
    }

    private Task<HttpResponseMessage> GetAsync(string id, string? key = null) =>
        _edge.SendAsync(HttpMethod.Get, $"/v1/messages/{id}", key ?? _key);
}
