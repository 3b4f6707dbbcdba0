using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Tujenge.Testing.Callbacks;

/// <summary>Events as WhatsApp may spread them over posts, entries and changes, in any order and several times.</summary>
public static class SpreadEvents
{
    /// <summary>Any events of so many numbers, each of them up to three times, anywhere.</summary>
    public static Gen<(HappenedEvent Event, EventPlace Place)[]> Of(int numbers)
    {
        var happened =
            from number in Gen.Choose(0, numbers - 1)
            from isStatus in Gen.Elements(true, false)
            from which in Gen.Choose(0, 5)
            from detail in Gen.Choose(0, 3)
            select new HappenedEvent(number, isStatus, which, detail);
        return
            from events in happened.ListOf()
            from repeated in Gen.Choose(1, 3)
            from order in Gen.Shuffle(Enumerable.Repeat(events, repeated).SelectMany(all => all).ToArray())
            from places in Gen.Elements(Enum.GetValues<EventPlace>()).ArrayOf(order.Length)
            select order.Zip(places).ToArray();
    }

    /// <summary>The bodies of the posts.</summary>
    /// <param name="order">The events.</param>
    /// <param name="phoneNumberId">The phone number id of each number.</param>
    public static IEnumerable<(string Body, IReadOnlyList<HappenedEvent> Events)> Posts(
        IEnumerable<(HappenedEvent Event, EventPlace Place)> order,
        Func<int, string> phoneNumberId)
    {
        var posts = new List<List<List<List<HappenedEvent>>>>();
        foreach (var (happened, place) in order)
        {
            if (posts.Count == 0 || place == EventPlace.NextPost)
            {
                posts.Add([[[happened]]]);
            }
            else if (place == EventPlace.NextEntry)
            {
                posts[^1].Add([[happened]]);
            }
            else if (place == EventPlace.NextChange || posts[^1][^1][^1][0].Number != happened.Number)
            {
                posts[^1][^1].Add([happened]);
            }
            else
            {
                posts[^1][^1][^1].Add(happened);
            }
        }

        return posts.Select(post => (Body(post, phoneNumberId), (IReadOnlyList<HappenedEvent>)[.. post.SelectMany(entry => entry).SelectMany(change => change)]));
    }

    private static string Body(IEnumerable<IReadOnlyList<IReadOnlyList<HappenedEvent>>> post, Func<int, string> phoneNumberId) => new JsonObject
    {
        ["object"] = "whatsapp_business_account",
        ["entry"] = new JsonArray([.. post.Select(entry => new JsonObject
        {
            ["id"] = "7",
            ["changes"] = new JsonArray([.. entry.Select(change => Change(change, phoneNumberId))]),
        })]),
    }.ToJsonString();

    private static JsonObject Change(IReadOnlyList<HappenedEvent> events, Func<int, string> phoneNumberId) => new()
    {
        ["field"] = "messages",
        ["value"] = new JsonObject
        {
            ["metadata"] = new JsonObject { ["phone_number_id"] = phoneNumberId(events[0].Number) },
            ["contacts"] = new JsonArray([.. events.Where(one => !one.IsStatus).Select(one => one.Sender).Distinct().Select(sender => new JsonObject
            {
                ["profile"] = new JsonObject { ["name"] = $"Customer {sender}" },
                ["wa_id"] = sender,
            })]),
            ["messages"] = new JsonArray([.. events.Where(one => !one.IsStatus).Select(one => one.Document)]),
            ["statuses"] = new JsonArray([.. events.Where(one => one.IsStatus).Select(one => one.Document)]),
        },
    };
}

/// <summary>Where the next event stands, seen from the last one.</summary>
public enum EventPlace
{
    /// <summary>Beside it, if it is of the same number.</summary>
    SameChange,

    /// <summary>In a change of its own.</summary>
    NextChange,

    /// <summary>In an entry of its own.</summary>
    NextEntry,

    /// <summary>In another POST.</summary>
    NextPost,
}
