using System.Text.Json;
using NUnit.Framework;
using Tujenge.Contracts.Messages;
using Tujenge.Contracts.Operations.Entries;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Messages.Inspecting;

namespace Tujenge.Unit.Tests.Edge.Messages;

/// <summary>The statuses of a message in v1's words.</summary>
[Parallelizable]
internal sealed class MessageLogTests
{
    private static readonly MessageEntry Taken = new()
    {
        MessageId = "gBEG0190A5D27C117E2A9F003B5A5D1C2E4F",
        ChannelId = Guid.NewGuid(),
        Recipient = "255712000111",
        State = MessageState.Sending,
        Attempts = 1,
        AcceptedAt = At(5.5),
        SendingAt = At(5.7),
    };

    [Test]
    public void What_WhatsApp_told_is_shown_by_its_times_with_the_errors_where_they_belong() => Assert.That(
        StatusesOf(Taken with
        {
            State = MessageState.Read,
            SentAt = At(5),
            ReadAt = At(8),
            FailedAt = At(9),
            ErrorCode = 1026,
            Statuses =
            [
                Told("sent", 5, 6),
                Told("warning", 7, 7),
                Told("read", 8, 8),
                Told("failed", 9, 12) with { ErrorCode = 1026, ErrorTitle = "As told", ErrorDetails = "late" },
            ],
        }),
        Is.EqualTo(Contracts.OneLine.Of(
            """
            [{"status":"accepted","timestamp":"5"},{"status":"sending","timestamp":"5"},
            {"status":"sent","timestamp":"5","received_timestamp":"6"},{"status":"warning","timestamp":"7","received_timestamp":"7"},
            {"status":"read","timestamp":"8","received_timestamp":"8"},
            {"status":"failed","timestamp":"9","received_timestamp":"12","errors":[{"code":1026,"title":"As told","details":"late"}]}]
            """)));

    [Test]
    public void A_groups_statuses_name_the_member() => Assert.That(
        StatusesOf(Taken with { Statuses = [Told("read", 8, 8) with { GroupMember = "255712000111" }] }),
        Does.Contain("""{"status":"read","timestamp":"8","received_timestamp":"8","recipient_id":"255712000111"}"""));

    [Test]
    public void What_an_earlier_release_was_told_is_put_between() => Assert.That(
        StatusesOf(Taken with { SentAt = At(6), DeliveredAt = At(8), ReadAt = At(9), Statuses = [Told("played", 9, 9), Told("of_tomorrow", 7, 7)] }),
        Does.EndWith(Contracts.OneLine.Of(
            """
            {"status":"sent","timestamp":"6"},{"status":"of_tomorrow","timestamp":"7","received_timestamp":"7"},
            {"status":"delivered","timestamp":"8"},{"status":"played","timestamp":"9","received_timestamp":"9"}]
            """)));

    [Test]
    public void A_failure_of_the_gateways_own_has_its_error_too() => Assert.That(
        StatusesOf(Taken with { State = MessageState.Failed, FailedAt = At(7), ErrorCode = 408, ErrorDetails = "d", Statuses = [] }),
        Does.EndWith("""{"status":"failed","timestamp":"7","errors":[{"code":408,"title":"Message is not valid","details":"d"}]}]"""));

    [Test]
    public void An_error_without_a_code_keeps_its_words() => Assert.That(
        StatusesOf(Taken with { Statuses = [Told("failed", 7, 7) with { ErrorDetails = "so it is" }] }),
        Does.EndWith("""{"status":"failed","timestamp":"7","received_timestamp":"7","errors":[{"code":0,"title":"undefined","details":"so it is"}]}]"""));

    private static string StatusesOf(MessageEntry entry) => JsonSerializer
        .SerializeToElement(new V1LogAnswer([MessageLog.Of(entry)], V1Meta.Current), V1Json.Wire.V1LogAnswer)
        .GetProperty("messages")[0].GetProperty("statuses").GetRawText();

    private static DateTimeOffset At(double second) => DateTimeOffset.UnixEpoch.AddSeconds(second);

    private static StatusEntry Told(string status, int at, int received) =>
        new() { Status = status, OccurredAt = At(at), ReceivedAt = At(received) };
}
