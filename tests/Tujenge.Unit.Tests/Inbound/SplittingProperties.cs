using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Tujenge.Inbound.Processing;
using Tujenge.Inbound.Translating;
using Tujenge.Testing.Callbacks;

namespace Tujenge.Unit.Tests.Inbound;

/// <summary>
/// However WhatsApp spreads events over posts, entries and changes, in whatever order and however often: every number gets its
/// own, each with one id and one body.
/// </summary>
internal sealed class SplittingProperties
{
    private static readonly DateTimeOffset ReceivedAt = DateTimeOffset.UnixEpoch;

    /// <summary>The channels of the numbers <c>0</c>, <c>1</c> and <c>2</c>.</summary>
    private static readonly Guid[] Channels = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];

    [Test]
    public void Events_are_the_same_however_they_are_spread() =>
        Prop.ForAll(SpreadEvents.Of(Channels.Length).ToArbitrary(), order => Told(order).SetEquals(
                order.SelectMany(one => Told([(one.Event, EventPlace.SameChange)]))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    /// <summary>What the webhooks of all channels are told by these posts.</summary>
    private static HashSet<(Guid Channel, Guid EventId, string Body)> Told(IEnumerable<(HappenedEvent Event, EventPlace Place)> order) =>
    [
        .. SpreadEvents.Posts(order, number => $"{number}").SelectMany(post => CloudCallbacks.Split(post.Body, ReceivedAt)).SelectMany(change =>
        {
            var channel = Channels[int.Parse(change.PhoneNumberId!, System.Globalization.CultureInfo.InvariantCulture)];
            return change.Parts.Messages
                .Select(message => EventFactory.FromMessage(channel, message, ReceivedAt, id => id))
                .Select(message => (channel, message.EventId, message.Body))
                .Concat(change.Parts.Statuses
                    .Select(status => EventFactory.FromStatus(channel, status, status.Id, ReceivedAt))
                    .Select(status => (channel, status.EventId, status.Body)));
        }),
    ];
}
