using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;
using NUnit.Framework;
using Tujenge.Contracts.Callbacks;
using Tujenge.Contracts.Directory;
using Tujenge.Contracts.Json;
using Tujenge.Contracts.Messages;
using Tujenge.Contracts.Operations;
using Tujenge.Contracts.Operations.Entries;

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
        [typeof(WaIdLearned), "urn:message:tujenge:wa-id-learned:v1", "tujenge.wa-id-learned.v1"],
        [typeof(MediaReceived), "urn:message:tujenge:media-received:v1", "tujenge.media-received.v1"],
        [typeof(CallbackReceived), "urn:message:tujenge:callback-received:v1", "tujenge.callback-received.v1"],
        [typeof(OnPremisesCallbackReceived), "urn:message:tujenge:on-premises-callback-received:v1", "tujenge.on-premises-callback-received.v1"],
        [typeof(FindMessageIds), "urn:message:tujenge:find-message-ids:v1", "tujenge.find-message-ids.v1"],
        [typeof(MessageIdsFound), "urn:message:tujenge:message-ids-found:v1", "tujenge.message-ids-found.v1"],
        [typeof(ChannelChanged), "urn:message:tujenge:channel-changed:v1", "tujenge.channel-changed.v1"],
        [typeof(FindMessages), "urn:message:tujenge:find-messages:v1", "tujenge.find-messages.v1"],
        [typeof(MessagesFound), "urn:message:tujenge:messages-found:v1", "tujenge.messages-found.v1"],
        [typeof(ForecastMessage), "urn:message:tujenge:forecast-message:v1", "tujenge.forecast-message.v1"],
        [typeof(MessageForecast), "urn:message:tujenge:message-forecast:v1", "tujenge.message-forecast.v1"],
        [typeof(FindDeliveries), "urn:message:tujenge:find-deliveries:v1", "tujenge.find-deliveries.v1"],
        [typeof(DeliveriesFound), "urn:message:tujenge:deliveries-found:v1", "tujenge.deliveries-found.v1"],
        [typeof(ReplayDeliveries), "urn:message:tujenge:replay-deliveries:v1", "tujenge.replay-deliveries.v1"],
        [typeof(DeliveriesReplayed), "urn:message:tujenge:deliveries-replayed:v1", "tujenge.deliveries-replayed.v1"],
        [typeof(DiscardDelivery), "urn:message:tujenge:discard-delivery:v1", "tujenge.discard-delivery.v1"],
        [typeof(DeliveryDiscarded), "urn:message:tujenge:delivery-discarded:v1", "tujenge.delivery-discarded.v1"],
        [typeof(FindUnmatchedCallbacks), "urn:message:tujenge:find-unmatched-callbacks:v1", "tujenge.find-unmatched-callbacks.v1"],
        [typeof(UnmatchedCallbacksFound), "urn:message:tujenge:unmatched-callbacks-found:v1", "tujenge.unmatched-callbacks-found.v1"],
    ];

    private static readonly (object Message, string Json)[] Written =
    [
        (
            new SendMessage
            {
                MessageId = "gBEG0190",
                ChannelId = Channel,
                Recipient = "255712000111",
                Body = EmbeddedJson.Of("""{"to":"255712000111"}"""),
                Type = "text",
                AcceptedAt = Moment,
                Warnings = ["w"],
            },
            OneLine.Of(
                """
                {"messageId":"gBEG0190","channelId":"0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f","recipient":"255712000111",
                "body":{"to":"255712000111"},"type":"text","acceptedAt":"2026-01-02T03:04:05.678+00:00","warnings":["w"]}
                """)),
        (
            new MessageStatusChanged
            {
                EventId = Event,
                ChannelId = Channel,
                MessageId = "gBEG0190",
                UpstreamId = "wamid.A",
                Status = MessageStatus.Failed,
                StatusName = "failed",
                OccurredAt = Moment,
                ReceivedAt = Moment,
                GroupMember = "255712000111",
                ErrorCode = 470,
                ErrorTitle = "Re-engagement message",
                ErrorDetails = "d",
                Body = "{}",
            },
            OneLine.Of(
                """
                {"eventId":"5f0c9d7e-3c1b-8a4d-9e2f-1a2b3c4d5e6f","channelId":"0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f",
                "messageId":"gBEG0190","upstreamId":"wamid.A","status":3,"statusName":"failed",
                "occurredAt":"2026-01-02T03:04:05.678+00:00","receivedAt":"2026-01-02T03:04:05.678+00:00","groupMember":"255712000111",
                "errorCode":470,"errorTitle":"Re-engagement message","errorDetails":"d","body":"{}"}
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
            new WaIdLearned { ChannelId = Channel, Number = "5511987654321", WaId = "551187654321" },
            """{"channelId":"0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f","number":"5511987654321","waId":"551187654321"}"""),
        (
            new MediaReceived { ChannelId = Channel, MediaId = "125", MimeType = "audio/ogg; codecs=opus" },
            """{"channelId":"0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f","mediaId":"125","mimeType":"audio/ogg; codecs=opus"}"""),
        (
            new CallbackReceived { CallbackId = Event, ChannelIds = [Channel], AppMark = [1, 2, 3], ReceivedAt = Moment, Body = "{}" },
            OneLine.Of(
                """
                {"callbackId":"5f0c9d7e-3c1b-8a4d-9e2f-1a2b3c4d5e6f","channelIds":["0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f"],
                "appMark":"AQID","receivedAt":"2026-01-02T03:04:05.678+00:00","body":"{}"}
                """)),
        (
            new ChannelChanged { ChannelId = Channel },
            """{"channelId":"0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f"}"""),
        (
            new OnPremisesCallbackReceived { CallbackId = Event, ChannelId = Channel, ReceivedAt = Moment, Body = "{}" },
            OneLine.Of(
                """
                {"callbackId":"5f0c9d7e-3c1b-8a4d-9e2f-1a2b3c4d5e6f","channelId":"0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f",
                "receivedAt":"2026-01-02T03:04:05.678+00:00","body":"{}"}
                """)),
        (
            new FindMessageIds { ChannelId = Channel, UpstreamIds = ["gBGG1"], Recipients = ["255712000111"] },
            """{"channelId":"0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f","upstreamIds":["gBGG1"],"recipients":["255712000111"]}"""),
        (
            new MessageIdsFound { MessageIds = new Dictionary<string, string> { ["gBGG1"] = "gBEG0190" }, OnTheirWay = ["255712000111"] },
            """{"messageIds":{"gBGG1":"gBEG0190"},"onTheirWay":["255712000111"]}"""),
        (
            new FindMessages { MessageId = "gBEG0190", UpstreamId = "wamid.A", ChannelId = Channel, State = MessageState.Failed, Recipient = "255712000111", Limit = 50, Before = 7 },
            OneLine.Of(
                """
                {"messageId":"gBEG0190","upstreamId":"wamid.A","channelId":"0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f","state":5,"recipient":"255712000111",
                "limit":50,"before":7}
                """)),
        (
            new ForecastMessage { ChannelId = Channel, Recipient = "255712000111", Body = EmbeddedJson.Of("{}") },
            """{"channelId":"0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f","recipient":"255712000111","body":{}}"""),
        (
            new MessageForecast
            {
                LeavesAt = Moment,
                WaitsFor = WaitReason.PairRate,
                Ahead = 2,
                WindowEndsAt = Moment,
                NeedsWindow = true,
                TemplateStatus = "APPROVED",
                ErrorCode = 470,
                ErrorDetails = "d", Warnings = ["w"],
            },
            OneLine.Of(
                """
                {"leavesAt":"2026-01-02T03:04:05.678+00:00","waitsFor":1,"ahead":2,"windowEndsAt":"2026-01-02T03:04:05.678+00:00",
                "needsWindow":true,"templateStatus":"APPROVED","errorCode":470,"errorDetails":"d","warnings":["w"]}
                """)),
        (
            new MessagesFound
            {
                Messages =
                [
                    new MessageEntry
                    {
                        MessageId = "gBEG0190",
                        UpstreamId = "wamid.A",
                        ChannelId = Channel,
                        Recipient = "255712000111",
                        Type = "text",
                        State = MessageState.Failed,
                        Attempts = 1,
                        AcceptedAt = Moment,
                        DueAt = Moment,
                        SendingAt = Moment,
                        AnsweredAt = Moment,
                        SentAt = Moment,
                        DeliveredAt = Moment,
                        ReadAt = Moment,
                        FailedAt = Moment,
                        ErrorCode = 470,
                        ErrorDetails = "d",
                        Warnings = ["w"],
                        Statuses =
                        [
                            new StatusEntry
                            {
                                Status = "failed",
                                OccurredAt = Moment,
                                ReceivedAt = Moment,
                                GroupMember = "255712000111",
                                ErrorCode = 470,
                                ErrorTitle = "t",
                                ErrorDetails = "d",
                            },
                        ],
                    },
                ],
                Next = 7,
            },
            OneLine.Of(
                """
                {"messages":[{"messageId":"gBEG0190","upstreamId":"wamid.A","channelId":"0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f",
                "recipient":"255712000111","type":"text","state":5,"attempts":1,"acceptedAt":"2026-01-02T03:04:05.678+00:00",
                "dueAt":"2026-01-02T03:04:05.678+00:00","sendingAt":"2026-01-02T03:04:05.678+00:00",
                "answeredAt":"2026-01-02T03:04:05.678+00:00","sentAt":"2026-01-02T03:04:05.678+00:00",
                "deliveredAt":"2026-01-02T03:04:05.678+00:00","readAt":"2026-01-02T03:04:05.678+00:00",
                "failedAt":"2026-01-02T03:04:05.678+00:00","errorCode":470,"errorDetails":"d","warnings":["w"],
                "statuses":[{"status":"failed","occurredAt":"2026-01-02T03:04:05.678+00:00","receivedAt":"2026-01-02T03:04:05.678+00:00",
                "groupMember":"255712000111","errorCode":470,"errorTitle":"t","errorDetails":"d"}]}],"next":7}
                """)),
        (
            new FindDeliveries { EventId = Event, ChannelId = Channel, State = DeliveryState.Parked, Limit = 1, Before = 7 },
            OneLine.Of(
                """
                {"eventId":"5f0c9d7e-3c1b-8a4d-9e2f-1a2b3c4d5e6f","channelId":"0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f",
                "state":2,"limit":1,"before":7}
                """)),
        (
            new DeliveriesFound
            {
                Deliveries =
                [
                    new DeliveryEntry
                    {
                        EventId = Event,
                        ChannelId = Channel,
                        State = DeliveryState.Parked,
                        Attempts = 1,
                        CreatedAt = Moment,
                        DueAt = Moment,
                        ReplayedAt = Moment,
                        EndedAt = Moment,
                        LastError = "answered 500",
                        DiscardReason = "r",
                        Body = "{}",
                        Log = [new AttemptEntry { Number = 1, StartedAt = Moment, DurationMs = 12, StatusCode = 500, Error = "answered 500" }],
                    },
                ],
                Next = 7,
            },
            OneLine.Of(
                """
                {"deliveries":[{"eventId":"5f0c9d7e-3c1b-8a4d-9e2f-1a2b3c4d5e6f","channelId":"0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f",
                "state":2,"attempts":1,"createdAt":"2026-01-02T03:04:05.678+00:00","dueAt":"2026-01-02T03:04:05.678+00:00",
                "replayedAt":"2026-01-02T03:04:05.678+00:00","endedAt":"2026-01-02T03:04:05.678+00:00",
                "lastError":"answered 500","discardReason":"r","body":"{}","log":[{"number":1,"startedAt":"2026-01-02T03:04:05.678+00:00",
                "durationMs":12,"statusCode":500,"error":"answered 500"}]}],"next":7}
                """)),
        (
            new ReplayDeliveries { EventId = Event, ChannelId = Channel },
            """{"eventId":"5f0c9d7e-3c1b-8a4d-9e2f-1a2b3c4d5e6f","channelId":"0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f"}"""),
        (
            new DeliveriesReplayed { Replayed = 1, State = DeliveryState.Waiting },
            """{"replayed":1,"state":0}"""),
        (
            new DiscardDelivery { EventId = Event, Reason = "r" },
            """{"eventId":"5f0c9d7e-3c1b-8a4d-9e2f-1a2b3c4d5e6f","reason":"r"}"""),
        (
            new DeliveryDiscarded { Discarded = true, State = DeliveryState.Discarded },
            """{"discarded":true,"state":3}"""),
        (
            new FindUnmatchedCallbacks { Id = 6, PhoneNumberId = "1", Problem = CallbackProblem.NotJson, Limit = 1, Before = 7 },
            """{"id":6,"phoneNumberId":"1","problem":1,"limit":1,"before":7}"""),
        (
            new UnmatchedCallbacksFound
            {
                Callbacks =
                [
                    new UnmatchedCallbackEntry
                    {
                        Id = 6,
                        Problem = CallbackProblem.UnknownNumber,
                        PhoneNumberId = "1",
                        ChannelId = Channel,
                        ReceivedAt = Moment,
                        Body = "{}",
                    },
                ],
                Count = 2,
                Next = 6,
            },
            OneLine.Of(
                """
                {"callbacks":[{"id":6,"problem":0,"phoneNumberId":"1","channelId":"0190a5d2-7c11-7e2a-9f00-3b5a5d1c2e4f",
                "receivedAt":"2026-01-02T03:04:05.678+00:00","body":"{}"}],"count":2,"next":6}
                """)),
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
                topology.Message<WaIdLearned>().EntityName,
                topology.Message<MediaReceived>().EntityName,
                topology.Message<CallbackReceived>().EntityName,
                topology.Message<OnPremisesCallbackReceived>().EntityName,
                topology.Message<FindMessageIds>().EntityName,
                topology.Message<MessageIdsFound>().EntityName,
                topology.Message<ChannelChanged>().EntityName,
                topology.Message<FindMessages>().EntityName,
                topology.Message<MessagesFound>().EntityName,
                topology.Message<ForecastMessage>().EntityName,
                topology.Message<MessageForecast>().EntityName,
                topology.Message<FindDeliveries>().EntityName,
                topology.Message<DeliveriesFound>().EntityName,
                topology.Message<ReplayDeliveries>().EntityName,
                topology.Message<DeliveriesReplayed>().EntityName,
                topology.Message<DiscardDelivery>().EntityName,
                topology.Message<DeliveryDiscarded>().EntityName,
                topology.Message<FindUnmatchedCallbacks>().EntityName,
                topology.Message<UnmatchedCallbacksFound>().EntityName,
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

    [Test]
    public void States_are_kept_and_travel_as_numbers_that_never_change()
    {
        Assert.That(
            Enum.GetValues<MessageState>().Select(state => $"{(int)state} {state}"),
            Is.EqualTo(["0 Accepted", "1 Sending", "2 Sent", "3 Delivered", "4 Read", "5 Failed"]));
        Assert.That(
            Enum.GetValues<DeliveryState>().Select(state => $"{(int)state} {state}"),
            Is.EqualTo(["0 Waiting", "1 Delivered", "2 Parked", "3 Discarded"]));
        Assert.That(
            Enum.GetValues<CallbackProblem>().Select(problem => $"{(int)problem} {problem}"),
            Is.EqualTo(["0 UnknownNumber", "1 NotJson", "2 NotAnObject", "3 UnreadablePart"]));
    }

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, BusJson)!;
}
