using NUnit.Framework;
using Tujenge.Services.Tests.Support;
using Tujenge.Testing;

namespace Tujenge.Services.Tests.Sender;

/// <summary>What becomes of a conversation when WhatsApp does not take a message now.</summary>
public sealed partial class SendingTests
{
    [Test]
    public async Task A_throttled_message_holds_its_own_lane_and_no_other()
    {
        var throttle = true;
        _graph.OnSend = send => Task.FromResult(
            send.To == "255712000111" && throttle ? ScriptedGraph.Refuse(131056) : _graph.Take());
        var first = await SendAsync("255712000111", "first");
        await SendAsync("255712000111", "second");
        await SendAsync("255712000222", "other");

        Assert.That(() => TextsTo("255712000222"), Is.EqualTo(new[] { "other" }).After(10).Seconds.PollEvery(20).MilliSeconds);
        Assert.That(() => TextsTo("255712000111"), Is.EqualTo(new[] { "first" }).After(10).Seconds.PollEvery(20).MilliSeconds);
        Assert.That(
            () => MessageAsync(first).Result?.Warnings,
            Is.EqualTo("An attempt was put off: WhatsApp answered 429 (Rate limit hit)").After(10).Seconds.PollEvery(20).MilliSeconds);
        await HoldsUntilItsHeadIsDueAsync("255712000111", first);
        throttle = false;
        _bed.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.That(
            () => TextsTo("255712000111"),
            Is.EqualTo(new[] { "first", "first", "second" }).After(10).Seconds.PollEvery(20).MilliSeconds);
    }

    /// <summary>Edge tells from it when the next will leave.</summary>
    private async Task HoldsUntilItsHeadIsDueAsync(string customer, string messageId)
    {
        await using var windows = _bed.OpenWindows();
        await Eventually.HoldsAsync(
            async () => (await windows.ReadAsync([(_channel.Id, customer)], default))[0].HeldUntil is { } until
                && (await MessageAsync(messageId))!.DueAt == until,
            "the conversation to be held");
        Assert.That((await windows.ReadAsync([(_channel.Id, "255712000222")], default))[0].HeldUntil, Is.Null);
    }
}
