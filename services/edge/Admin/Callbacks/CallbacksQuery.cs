using Microsoft.AspNetCore.Mvc;
using Tujenge.Contracts.Callbacks;
using Tujenge.Contracts.Operations;
using Tujenge.Edge.Reading;

namespace Tujenge.Edge.Admin.Callbacks;

/// <summary>What narrows the list of callbacks, as it came.</summary>
/// <param name="PhoneNumberId">Only those about this number of the Cloud API.</param>
/// <param name="Problem">unknown_number, not_json, not_an_object or unreadable_part: why no channel got them.</param>
/// <param name="Limit">How many at the most: 1 to 200, 50 unless given.</param>
/// <param name="Before">Only older ones: the next of an answer.</param>
internal sealed record CallbacksQuery(
    [FromQuery(Name = CallbacksQuery.Number)] string? PhoneNumberId,
    [FromQuery(Name = CallbacksQuery.Reason)] string? Problem,
    [FromQuery(Name = CallbacksQuery.AtMost)] string? Limit,
    [FromQuery(Name = CallbacksQuery.OlderThan)] string? Before)
{
    private const string Number = "phone_number_id";
    private const string Reason = "problem";
    private const string AtMost = "limit";
    private const string OlderThan = "before";

    /// <summary>The request; to be sent only if the reading shows no violation.</summary>
    public FindUnmatchedCallbacks Read(QueryReading reading) => new()
    {
        PhoneNumberId = reading.Text(Number, PhoneNumberId),
        Problem = reading.Word<CallbackProblem>(Reason, Problem),
        Limit = reading.Limit(AtMost, Limit),
        Before = reading.Place(OlderThan, Before),
    };
}
