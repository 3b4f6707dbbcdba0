namespace Tujenge.SystemTests.Kills.Checking;

/// <summary>Compares what was accepted with what arrived. Knows nothing of kills: its rules hold whatever happens.</summary>
internal static class Checker
{
    /// <summary>v1 code of a message whose fate stayed unknown.</summary>
    private const int UnknownFate = 408;

    /// <summary>Edge waits 5 s for the database and 5 s for the broker at the most; the rest is for a busy machine.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(15);

    /// <summary>Goes through all of it.</summary>
    public static Findings Check(Evidence evidence)
    {
        var arrived = evidence.Arrivals.Select(arrival => arrival.MessageId).ToHashSet();
        var told = evidence.Told.ToLookup(told => (told.About, told.What));
        var missing = evidence.Posts
            .Where(post => post.IsAccepted && !arrived.Contains(post.MessageId!))
            .ToLookup(post => told[(post.MessageId!, "failed")].Any(failure => failure.ErrorCode == UnknownFate));

        return new Findings
        {
            Lost = [.. missing[false].Select(post => $"lost: {post}")],
            SentTwice = FindSentTwice(evidence.Arrivals),
            OutOfOrder = FindOutOfOrder(evidence),
            MissingEvents = [.. Expected(evidence).Where(about => !told.Contains(about)).Select(about => $"never told: {about.What} of {about.About}")],
            EventsTwice = FindEventsTwice(evidence.Told),
            UntrueEvents = FindUntrue(evidence, arrived),
            WrongAnswers = [.. evidence.Posts.Where(IsWrong).Select(post => $"wrong answer: {post}")],
            Failed = missing[true].Count(),
            RepeatedDeliveries = evidence.Told.Count - evidence.Told.DistinctBy(told => told.EventId).Count(),
        };
    }

    private static string[] FindSentTwice(IEnumerable<Arrival> arrivals) =>
    [
        .. arrivals
            .GroupBy(arrival => (arrival.Conversation, arrival.Number))
            .Where(same => same.Count() > 1)
            .Select(same => $"sent {same.Count()} times: {string.Join(", ", same)}"),
    ];

    private static List<string> FindOutOfOrder(Evidence evidence)
    {
        var posts = evidence.Posts.ToDictionary(post => (post.Conversation, post.Number));
        var found = new List<string>();
        foreach (var conversation in evidence.Arrivals.GroupBy(arrival => arrival.Conversation))
        {
            Arrival? latest = null;
            foreach (var arrival in conversation.DistinctBy(arrival => arrival.Number))
            {
                if (latest is not null && arrival.Number < latest.Number)
                {
                    found.Add($"out of order: {latest}, then {arrival}; {PostOf(latest)}; {PostOf(arrival)}");
                    continue;
                }

                latest = arrival;
            }
        }

        return found;

        Post PostOf(Arrival arrival) => posts[(arrival.Conversation, arrival.Number)];
    }

    /// <summary>What webhooks must have been told. A message that nobody was promised is told of too, once it was sent.</summary>
    private static IEnumerable<(string About, string What)> Expected(Evidence evidence) => evidence.Arrivals
        .SelectMany(arrival => StatusesOf(arrival).Select(status => (arrival.MessageId, status)))
        .Concat(evidence.Written.Select(id => (id, ToldEvent.Written)))
        .Distinct();

    private static string[] StatusesOf(Arrival arrival) =>
        arrival.IsRead ? ["sent", "delivered", "read"] : ["sent", "delivered"];

    private static string[] FindEventsTwice(IEnumerable<ToldEvent> told)
    {
        var events = told.DistinctBy(told => (told.EventId, told.About, told.What)).ToArray();
        return
        [
            .. events.GroupBy(told => (told.About, told.What))
                .Where(same => same.Count() > 1)
                .Select(same => $"one event under {same.Count()} ids: {string.Join(", ", same)}"),
            .. events.GroupBy(told => told.EventId)
                .Where(same => same.Count() > 1)
                .Select(same => $"{same.Count()} events under one id: {string.Join(", ", same)}"),
        ];
    }

    private static string[] FindUntrue(Evidence evidence, HashSet<string> arrived)
    {
        var written = evidence.Written.ToHashSet();
        return
        [
            .. evidence.Told
                .Where(told => told.What switch
                {
                    ToldEvent.Written => !written.Contains(told.About),
                    "failed" => told.ErrorCode != UnknownFate || arrived.Contains(told.About),
                    _ => !arrived.Contains(told.About),
                })
                .DistinctBy(told => told.EventId)
                .Select(told => $"untrue: {told}"),
        ];
    }

    private static bool IsWrong(Post post) => post.Took > LongestAnswer || post switch
    {
        { Status: 0 } => false,
        { Status: 201 } => post.MessageId is null,
        { Status: 503 } => !post.SaysWhenToRetry,
        _ => true,
    };
}
