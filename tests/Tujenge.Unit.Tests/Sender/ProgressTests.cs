using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Tujenge.Contracts.Messages;
using Tujenge.Sender.Tracking;

namespace Tujenge.Unit.Tests.Sender;

internal sealed class ProgressTests
{
    private static readonly Guid Channel = Guid.NewGuid();
    private static readonly string Id = MessageId.New(DateTimeOffset.UnixEpoch);

    [Test]
    public void Statuses_in_any_order_fold_into_the_furthest_state_and_the_first_times() => Prop
        .ForAll(
            Gen.Shuffle<MessageStatusChanged>(
            [
                Status(MessageStatus.Sent, 1), Status(MessageStatus.Sent, 2), Status(MessageStatus.Delivered, 3), Status(MessageStatus.Read, 4),
            ]).ToArbitrary(),
            statuses =>
            {
                var step = Progress.Of(statuses).Single();
                return step.State == MessageState.Read && step.SentAt == At(1) && step.DeliveredAt == At(3) && step.ReadAt == At(4)
                    && step.FailedAt is null && step.ErrorCode is null && step.UpstreamId == "wamid.1";
            })
        .QuickCheckThrowOnFailure();

    [Test]
    public void A_failure_after_sent_is_the_end()
    {
        var step = Progress.Of([Status(MessageStatus.Failed, 2, code: 470), Status(MessageStatus.Sent, 1)]).Single();

        Assert.That((step.State, step.FailedAt, step.ErrorCode), Is.EqualTo((MessageState.Failed, At(2), 470)));
    }

    [Test]
    public void The_details_are_those_of_the_failure_whose_code_it_is()
    {
        var step = Progress.Of(
        [
            Status(MessageStatus.Read, 3) with { ErrorDetails = "of no failure" },
            Status(MessageStatus.Failed, 2, code: 470) with { ErrorDetails = "too\0 late" },
            Status(MessageStatus.Failed, 1, code: 480) with { ErrorDetails = "another" },
        ]).Single();

        Assert.That((step.ErrorCode, step.ErrorDetails), Is.EqualTo((470, "too late")));
    }

    [Test]
    public void Who_has_a_message_has_it_whatever_failed()
    {
        var step = Progress.Of([Status(MessageStatus.Failed, 2, code: 131026), Status(MessageStatus.Delivered, 1)]).Single();

        Assert.That((step.State, step.FailedAt, step.ErrorCode), Is.EqualTo((MessageState.Delivered, At(2), 131026)));
    }

    [Test]
    public void What_is_no_message_of_ours_and_what_the_sender_itself_reported_is_left_out() => Assert.That(
        Progress.Of(
        [
            Status(MessageStatus.Sent, 1) with { MessageId = "wamid.of-somebody-else" },
            Status(MessageStatus.Failed, 1, code: 470) with { UpstreamId = null },
            Status(MessageStatus.Other, 1),
        ]),
        Is.Empty);

    private static DateTimeOffset At(int second) => DateTimeOffset.UnixEpoch.AddSeconds(second);

    private static MessageStatusChanged Status(MessageStatus status, int second, int? code = null) => new()
    {
        EventId = Guid.NewGuid(),
        ChannelId = Channel,
        MessageId = Id,
        UpstreamId = "wamid.1",
        Status = status,
        OccurredAt = At(second),
        ErrorCode = code,
        Body = "{}",
    };
}
