using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;
using NUnit.Framework;
using Tujenge.Contracts.Callbacks;
using Tujenge.Contracts.Directory;
using Tujenge.Contracts.Messages;

namespace Tujenge.Unit.Tests.Contracts;

/// <summary>
/// The bus outlives a release: while one is rolled out, and from full queues, each side reads what the other wrote. Every
/// name in here is therefore for good; what must change becomes a new contract beside the old one.
/// </summary>
[Parallelizable]
internal sealed class MessageContractsTests
{
    private static readonly Guid Channel = new("0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f");
    private static readonly Guid Event = new("5f0c9d7e-3c1b-8a4d-9e2f-1a2b3c4d5e6f");
    private static readonly DateTimeOffset Moment = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    private static readonly object[][] Names =
    [
        [typeof(SendMessage), "urn:message:tujenge:send-message:v1", "tujenge.send-message.v1"],
        [typeof(MessageStatusChanged), "urn:message:tujenge:message-status-changed:v1", "tujenge.message-status-changed.v1"],
        [typeof(InboundMessageReceived), "urn:message:tujenge:inbound-message-received:v1", "tujenge.inbound-message-received.v1"],
        [typeof(CallbackReceived), "urn:message:tujenge:callback-received:v1", "tujenge.callback-received.v1"],
        [typeof(ChannelChanged), "urn:message:tujenge:channel-changed:v1", "tujenge.channel-changed.v1"],
    ];

    private static readonly (object Message, string Json)[] Written =
    [
        (
            new SendMessage
            {
                MessageId = "gBEG0190",
                ChannelId = Channel,
                Recipient = "255712000111",
                Body = """{"to":"255712000111"}""",
                AcceptedAt = Moment,
            },
            OneLine.Of(
                """
                {"messageId":"gBEG0190","channelId":"0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f","recipient":"255712000111",
                "body":"{\"to\":\"255712000111\"}","acceptedAt":"2026-01-02T03:04:05.678+00:00"}
                """)),
        (
            new MessageStatusChanged
            {
                EventId = Event,
                ChannelId = Channel,
                MessageId = "gBEG0190",
                UpstreamId = "wamid.A",
                Status = MessageStatus.Failed,
                OccurredAt = Moment,
                ErrorCode = 470,
                ErrorTitle = "Re-engagement message",
                Body = "{}",
            },
            OneLine.Of(
                """
                {"eventId":"5f0c9d7e-3c1b-8a4d-9e2f-1a2b3c4d5e6f","channelId":"0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f",
                "messageId":"gBEG0190","upstreamId":"wamid.A","status":3,"occurredAt":"2026-01-02T03:04:05.678+00:00",
                "errorCode":470,"errorTitle":"Re-engagement message","body":"{}"}
                """)),
        (
            new InboundMessageReceived
            {
                EventId = Event,
                ChannelId = Channel,
                UpstreamId = "wamid.A",
                OccurredAt = Moment,
                Body = "{}",
            },
            OneLine.Of(
                """
                {"eventId":"5f0c9d7e-3c1b-8a4d-9e2f-1a2b3c4d5e6f","channelId":"0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f",
                "upstreamId":"wamid.A","occurredAt":"2026-01-02T03:04:05.678+00:00","body":"{}"}
                """)),
        (
            new CallbackReceived { CallbackId = Event, ChannelIds = [Channel], ReceivedAt = Moment, Body = "{}" },
            OneLine.Of(
                """
                {"callbackId":"5f0c9d7e-3c1b-8a4d-9e2f-1a2b3c4d5e6f","channelIds":["0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f"],
                "receivedAt":"2026-01-02T03:04:05.678+00:00","body":"{}"}
                """)),
        (
            new ChannelChanged { ChannelId = Channel },
            """{"channelId":"0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f"}"""),
    ];

    private static readonly TestCaseData[] Documents =
    [
        .. Written.Select(written =>
            new TestCaseData(written.Message, written.Json).SetArgDisplayNames(written.Message.GetType().Name)),
    ];

    /// <summary>The bus's own settings, but for line breaks.</summary>
    private static readonly JsonSerializerOptions BusJson = new(SystemTextJsonMessageSerializer.Options) { WriteIndented = false };

    [TestCaseSource(nameof(Names))]
    public void A_contract_keeps_its_urn(Type contract, string urn, string exchange) =>
        Assert.That(MessageUrn.ForTypeString(contract), Is.EqualTo(urn), exchange);

    [Test]
    public void A_contract_keeps_its_exchange()
    {
        // The bus itself is asked, so a formatter that overrules the attributes is noticed.
        var topology = Bus.Factory.CreateUsingInMemory(_ => { }).Topology;

        Assert.That(
            new[]
            {
                topology.Message<SendMessage>().EntityName,
                topology.Message<MessageStatusChanged>().EntityName,
                topology.Message<InboundMessageReceived>().EntityName,
                topology.Message<CallbackReceived>().EntityName,
                topology.Message<ChannelChanged>().EntityName,
            },
            Is.EqualTo(Names.Select(names => names[2])));
    }

    [TestCaseSource(nameof(Documents))]
    public void A_contract_is_written_under_these_names(object message, string json) =>
        Assert.That(JsonSerializer.Serialize(message, message.GetType(), BusJson), Is.EqualTo(json));

    [TestCaseSource(nameof(Documents))]
    public void What_was_written_is_read_again(object message, string json)
    {
        var read = JsonSerializer.Deserialize(json, message.GetType(), BusJson);

        Assert.That(read, Is.EqualTo(message).UsingPropertiesComparer());
    }

    [TestCaseSource(nameof(Documents))]
    public void What_a_later_release_adds_is_passed_over(object message, string json)
    {
        var later = json.Insert(1, """ "addedLater":{"x":[1]},""");
        var read = JsonSerializer.Deserialize(later, message.GetType(), BusJson);

        Assert.That(read, Is.EqualTo(message).UsingPropertiesComparer());
    }

    [Test]
    public void What_may_be_absent_may_be_absent()
    {
        var status = Read<MessageStatusChanged>(
            """
            {"eventId":"5f0c9d7e-3c1b-8a4d-9e2f-1a2b3c4d5e6f","channelId":"0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f",
             "messageId":"gBEG0190","status":0,"occurredAt":"2026-01-02T03:04:05.678+00:00","body":"{}"}
            """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(status.UpstreamId, Is.Null);
            Assert.That(status.ErrorCode, Is.Null);
            Assert.That(status.ErrorTitle, Is.Null);
        }
    }

    [Test]
    public void A_status_travels_as_a_number_that_never_changes() => Assert.That(
        Enum.GetValues<MessageStatus>().Select(status => $"{(int)status} {status}"),
        Is.EqualTo(["0 Sent", "1 Delivered", "2 Read", "3 Failed", "4 Other"]));

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, BusJson)!;
}
