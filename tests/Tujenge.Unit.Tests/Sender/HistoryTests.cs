using NUnit.Framework;
using Tujenge.Contracts.Messages;
using Tujenge.Sender.Persistence;
using Tujenge.Sender.Tracking;

namespace Tujenge.Unit.Tests.Sender;

[Parallelizable]
internal sealed class HistoryTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddSeconds(9);
    private static readonly string Id = MessageId.New(DateTimeOffset.UnixEpoch);

    [Test]
    public void Whatever_WhatsApp_told_is_kept_as_it_was_told()
    {
        var status = Status(MessageStatus.Failed, "failed") with
        {
            ReceivedAt = At(2),
            GroupMember = "255712000111",
            ErrorCode = 1026,
            ErrorTitle = "t",
            ErrorDetails = "d",
        };

        Assert.That(History.Of([status], Now), Is.EqualTo(new[]
        {
            new ToldStatus
            {
                MessageId = Id,
                ChannelId = status.ChannelId,
                EventId = status.EventId,
                Status = "failed",
                OccurredAt = At(1),
                ReceivedAt = At(2),
                GroupMember = "255712000111",
                ErrorCode = 1026,
                ErrorTitle = "t",
                ErrorDetails = "d",
            },
        }));
    }

    [TestCase(MessageStatus.Read, "played", "played")]
    [TestCase(MessageStatus.Other, "warning", "warning")]
    [TestCase(MessageStatus.Other, "of_tomorrow", "of_tomorrow")]
    [TestCase(MessageStatus.Delivered, null, "delivered")]
    [TestCase(MessageStatus.Other, null, "other")]
    public void A_status_is_kept_under_WhatsApps_word_for_it(MessageStatus status, string? name, string kept) =>
        Assert.That(History.Of([Status(status, name)], Now).Single().Status, Is.EqualTo(kept));

    [Test]
    public void One_that_does_not_say_when_it_came_came_now() =>
        Assert.That(History.Of([Status(MessageStatus.Sent, "sent")], Now).Single().ReceivedAt, Is.EqualTo(Now));

    [Test]
    public void A_repetition_is_kept_once()
    {
        var status = Status(MessageStatus.Sent, "sent");
        Assert.That(History.Of([status, status with { OccurredAt = At(7) }], Now).Single().OccurredAt, Is.EqualTo(At(1)));
    }

    [Test]
    public void What_is_no_message_of_ours_and_what_the_sender_itself_reported_is_left_out() => Assert.That(
        History.Of(
        [
            Status(MessageStatus.Sent, "sent") with { MessageId = "wamid.of-somebody-else" },
            Status(MessageStatus.Failed, null) with { UpstreamId = null },
        ], Now),
        Is.Empty);

    [TestCase(null, null)]
    [TestCase("", "")]
    [TestCase("fits", "fits")]
    [TestCase("\0a\0b\0c\0d\0e", "abcde")]
    [TestCase("too long", "too l")]
    [TestCase("an e\ud83d\ude00", "an e")]
    [TestCase("an \ud83d\ude00!", "an \ud83d\ude00")]
    public void Texts_are_cut_to_what_can_be_kept(string? text, string? kept) => Assert.That(History.Kept(text, 5), Is.EqualTo(kept));

    private static DateTimeOffset At(int second) => DateTimeOffset.UnixEpoch.AddSeconds(second);

    private static MessageStatusChanged Status(MessageStatus status, string? name) => new()
    {
        EventId = Guid.NewGuid(),
        ChannelId = Guid.NewGuid(),
        MessageId = Id,
        UpstreamId = "wamid.1",
        Status = status,
        StatusName = name,
        OccurredAt = At(1),
        Body = "{}",
    };
}
