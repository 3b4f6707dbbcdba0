namespace Tujenge.SystemTests.Kills.Checking;

/// <summary>How long things took after the end of a <see cref="Disturbance"/>, each from <see cref="Disturbance.UpAt"/>.</summary>
/// <param name="Works">Until every worker that it hit has done a piece of work again.</param>
/// <param name="Flows">Until the webhook hears <c>delivered</c> of a message that was accepted since then.</param>
/// <param name="CatchesUp">Until the fate of everything that was accepted before is told: delivered or failed.</param>
internal sealed record Recovery(TimeSpan Works, TimeSpan Flows, TimeSpan CatchesUp)
{
    /// <summary>Reads it from what was seen of a run that lost nothing.</summary>
    public static Recovery Of(Disturbance disturbance, Evidence evidence)
    {
        var toldAt = evidence.Told
            .Where(told => told.What is "delivered" or "failed")
            .GroupBy(told => told.About)
            .ToDictionary(about => about.Key, about => about.Min(told => told.At));
        var accepted = evidence.Posts
            .Where(post => post.IsAccepted && toldAt.ContainsKey(post.MessageId!))
            .ToLookup(post => post.AnsweredAt >= disturbance.UpAt, post => toldAt[post.MessageId!]);

        return new Recovery(
            disturbance.WorkingAt - disturbance.UpAt,
            accepted[true].DefaultIfEmpty(DateTimeOffset.MaxValue).Min() - disturbance.UpAt,
            Later(accepted[false].DefaultIfEmpty().Max(), disturbance.UpAt) - disturbance.UpAt);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
