namespace Tujenge.Inbound.Persistence;

/// <summary>
/// Where events of a day are kept: in a ring of ten slots, each of which is a table of its own on PostgreSQL. Today's is written;
/// those of the eight days before, which is longer than WhatsApp repeats, are looked into; tomorrow's is emptied. So a day is
/// forgotten without anybody looking for its rows, and what is searched is as large after years as after nine days.
/// </summary>
/// <param name="Written">Today's; in the first minutes of a day yesterday's too.</param>
/// <param name="Earlier">Those of the days before, oldest first.</param>
/// <param name="Tomorrow">What comes next.</param>
internal sealed record SeenSlots(IReadOnlyList<short> Written, IReadOnlyList<short> Earlier, short Tomorrow)
{
    /// <summary>Slots of the ring: today, eight days before, and tomorrow.</summary>
    public const int Count = 10;

    private const int DaysBefore = 8;

    /// <summary>
    /// Two replicas on both sides of midnight meet in yesterday's slot: for as long as a transaction may take, and clocks may differ.
    /// </summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    /// <summary>The slots as they are used at a moment.</summary>
    public static SeenSlots At(DateTimeOffset now)
    {
        var today = now.ToUnixTimeSeconds() / (long)TimeSpan.FromDays(1).TotalSeconds;
        var written = now.UtcDateTime.TimeOfDay < Overlap ? 2 : 1;
        return new SeenSlots(
            [.. Enumerable.Range(0, written).Select(Before)],
            [.. Enumerable.Range(written, DaysBefore + 1 - written).Reverse().Select(Before)],
            Before(-1));

        short Before(int days) => (short)((today - days) % Count);
    }
}
