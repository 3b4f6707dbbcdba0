using Microsoft.AspNetCore.Mvc;
using Tujenge.Edge.DeadLetters;
using Tujenge.Edge.Reading;

namespace Tujenge.Edge.Admin.DeadLetters;

/// <summary>What narrows the list of dead letters, as it came.</summary>
/// <param name="State">waiting, replayed or discarded.</param>
/// <param name="Queue">Only what comes from this queue.</param>
/// <param name="Limit">How many at the most: 1 to 200, 50 unless given.</param>
/// <param name="After">Only later ones: the next of an answer.</param>
internal sealed record DeadLetterQuery(
    [FromQuery(Name = "state")] string? State,
    [FromQuery(Name = "queue")] string? Queue,
    [FromQuery(Name = "limit")] string? Limit,
    [FromQuery(Name = "after")] string? After)
{
    /// <summary>What is wanted; worth something only if the reading shows no violation.</summary>
    public (DeadLetterState? State, string? Queue, int Limit, Guid After) Read(QueryReading reading) => (
        reading.Word<DeadLetterState>("state", State),
        reading.Text("queue", Queue),
        reading.Limit("limit", Limit),
        reading.Id("after", After) ?? Guid.Empty);
}
