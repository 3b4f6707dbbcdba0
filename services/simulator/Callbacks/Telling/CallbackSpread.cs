using System.Text.Json.Nodes;
using Tujenge.Simulator.Numbers;

namespace Tujenge.Simulator.Callbacks.Telling;

/// <summary>How changes are spread over posts. The On-Premises API has no entries and no changes to spread them over.</summary>
internal static class CallbackSpread
{
    /// <summary>A post for each.</summary>
    public const string Posts = "posts";

    /// <summary>One post with an entry for each.</summary>
    public const string Entries = "entries";

    /// <summary>One post and entry with a change for each.</summary>
    public const string Changes = "changes";

    /// <summary>One post in which the messages, statuses and errors stand side by side.</summary>
    public const string Together = "together";

    /// <summary>What cannot be spread so; null when it can.</summary>
    public static string? FindProblem(BusinessNumber number, string spread, IEnumerable<TellItem?> items) => spread switch
    {
        Posts => null,
        Together when items.All(item => item is not { HasValue: true }) => null,
        Together => "Only message, status and errors can be told together; tell a value in a post of its own.",
        Entries or Changes when number.Login is null => null,
        Entries or Changes => $"A v1 server's callbacks have no {spread}; spread is posts or together.",
        _ => "spread is posts (a post for each), entries, changes or together (all in one post).",
    };

    /// <summary>The bodies of the posts.</summary>
    public static IReadOnlyList<JsonNode?> ToBodies(BusinessNumber number, string spread, IReadOnlyList<Change> changes) => spread switch
    {
        Entries => [Change.ToBody(number, [.. changes.Select(change => new[] { change })])],
        Changes => [Change.ToBody(number, [.. changes])],
        Together => [Change.ToBody(number, [Merge(changes)])],
        _ => [.. changes.Select(change => Change.ToBody(number, [change]))],
    };

    /// <summary>The arrays one after the other; who is introduced twice is so once.</summary>
    private static Change Merge(IReadOnlyList<Change> changes)
    {
        var merged = new JsonObject();
        foreach (var (name, member) in changes.SelectMany(change => change.Value!.AsObject()))
        {
            if (member is not JsonArray more)
            {
                merged[name] ??= member!.DeepClone();
                continue;
            }

            if (merged[name] is not JsonArray all)
            {
                merged[name] = all = [];
            }

            foreach (var item in more.Where(item => name != "contacts" || !all.Any(known => JsonNode.DeepEquals(known, item))))
            {
                all.Add(item?.DeepClone());
            }
        }

        return new Change(Change.Messages, merged);
    }
}
