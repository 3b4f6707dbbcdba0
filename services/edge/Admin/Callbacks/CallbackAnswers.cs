using System.Globalization;
using System.Text.Json.Serialization;
using Tujenge.Contracts.Callbacks;
using Tujenge.Contracts.Operations;
using Tujenge.Contracts.Operations.Entries;

namespace Tujenge.Edge.Admin.Callbacks;

/// <summary>A callback that no channel got.</summary>
/// <param name="Id">Its number, in the order of arrival.</param>
/// <param name="Problem">Why.</param>
/// <param name="PhoneNumberId">The id of the number that it is about, or the number with a plus where only that is named; null where that cannot be read.</param>
/// <param name="ChannelId">The channel that it would have been for; null where that is not known.</param>
/// <param name="ReceivedAt">When it arrived.</param>
/// <param name="Body">What it says about the number, or its beginning where it cannot be read; left out in lists.</param>
internal sealed record CallbackAnswer(
    long Id,
    [property: JsonConverter(typeof(SnakeCaseWords<CallbackProblem>))] CallbackProblem Problem,
    string? PhoneNumberId,
    Guid? ChannelId,
    DateTimeOffset ReceivedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Body)
{
    public static CallbackAnswer From(UnmatchedCallbackEntry entry) =>
        new(entry.Id, entry.Problem, entry.PhoneNumberId, entry.ChannelId, entry.ReceivedAt, entry.Body);
}

/// <summary>Callbacks that no channel got, newest first.</summary>
/// <param name="Callbacks">A page of them.</param>
/// <param name="Count">How many there are on all pages.</param>
/// <param name="Next">What to give as <c>before</c> to see older ones; null when there are none.</param>
internal sealed record CallbacksAnswer(IReadOnlyList<CallbackAnswer> Callbacks, int Count, string? Next)
{
    public static CallbacksAnswer From(UnmatchedCallbacksFound found) => new(
        [.. found.Callbacks.Select(CallbackAnswer.From)],
        found.Count,
        found.Next?.ToString(CultureInfo.InvariantCulture));
}
