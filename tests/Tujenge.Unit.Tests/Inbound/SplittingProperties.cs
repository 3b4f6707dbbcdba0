using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Tujenge.Inbound.Processing;
using Tujenge.Inbound.Translating;

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

    /// <summary>Where the next event stands, seen from the last one.</summary>
    private enum Place
    {
        SameChange,
        NextChange,
        NextEntry,
        NextPost,
    }

    [Test]
    public void Events_are_the_same_however_they_are_spread()
    {
        var happened =
            from number in Gen.Choose(0, Channels.Length - 1)
            from isStatus in Gen.Elements(true, false)
            from which in Gen.Choose(0, 5)
            from detail in Gen.Choose(0, 3)
            select new Happened(number, isStatus, which, detail);
        var spread =
            from events in happened.ListOf()
            from repeated in Gen.Choose(1, 3)
            from order in Gen.Shuffle(Enumerable.Repeat(events, repeated).SelectMany(all => all).ToArray())
            from places in Gen.Elements(Enum.GetValues<Place>()).ArrayOf(order.Length)
            select order.Zip(places).ToArray();

        Prop.ForAll(spread.ToArbitrary(), order => Told(Posts(order)).SetEquals(
                order.SelectMany(one => Told(Posts([(one.First, Place.SameChange)])))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    /// <summary>What the webhooks of all channels are told by these posts.</summary>
    private static HashSet<(Guid Channel, Guid EventId, string Body)> Told(IEnumerable<string> posts) =>
    [
        .. posts.SelectMany(post => CloudCallbacks.Split(post, ReceivedAt)).SelectMany(change =>
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

    private static IEnumerable<string> Posts(IEnumerable<(Happened Event, Place Place)> order)
    {
        var posts = new List<List<List<List<Happened>>>>();
        foreach (var (happened, place) in order)
        {
            if (posts.Count == 0 || place == Place.NextPost)
            {
                posts.Add([[[happened]]]);
            }
            else if (place == Place.NextEntry)
            {
                posts[^1].Add([[happened]]);
            }
            else if (place == Place.NextChange || posts[^1][^1][^1][0].Number != happened.Number)
            {
                posts[^1][^1].Add([happened]);
            }
            else
            {
                posts[^1][^1][^1].Add(happened);
            }
        }

        return posts.Select(post => new JsonObject
        {
            ["object"] = "whatsapp_business_account",
            ["entry"] = new JsonArray([.. post.Select(entry => new JsonObject
            {
                ["id"] = "7",
                ["changes"] = new JsonArray([.. entry.Select(Change)]),
            })]),
        }.ToJsonString());
    }

    private static JsonObject Change(IReadOnlyList<Happened> events) => new()
    {
        ["field"] = "messages",
        ["value"] = new JsonObject
        {
            ["metadata"] = new JsonObject { ["phone_number_id"] = $"{events[0].Number}" },
            ["contacts"] = new JsonArray([.. events.Where(one => !one.IsStatus).Select(one => one.Sender).Distinct().Select(sender => new JsonObject
            {
                ["profile"] = new JsonObject { ["name"] = $"Customer {sender}" },
                ["wa_id"] = sender,
            })]),
            ["messages"] = new JsonArray([.. events.Where(one => !one.IsStatus).Select(one => one.Document)]),
            ["statuses"] = new JsonArray([.. events.Where(one => one.IsStatus).Select(one => one.Document)]),
        },
    };

    /// <summary>A message or a status; the same values are the same event.</summary>
    private sealed record Happened(int Number, bool IsStatus, int Which, int Detail)
    {
        private static readonly string[] Statuses = ["sent", "delivered", "read", "played"];

        /// <summary>A message has one sender, whoever else writes.</summary>
        public string Sender => $"25571200011{Which % 3}";

        public JsonObject Document => IsStatus
            ? new JsonObject { ["id"] = $"wamid.s{Which}", ["status"] = Statuses[Detail], ["timestamp"] = $"{Detail}", ["recipient_id"] = Sender }
            : new JsonObject
            {
                ["id"] = $"wamid.m{Which}",
                ["from"] = Sender,
                ["timestamp"] = $"{Which}",
                ["type"] = "text",
                ["text"] = new JsonObject { ["body"] = $"{Which}" },
            };
    }
}
