using System.Globalization;
using Tujenge.Edge.DeadLetters;
using Tujenge.Edge.Reading;

namespace Tujenge.Edge.Admin.DeadLetters;

/// <summary>The query of <c>GET /admin/v1/dead-letters</c>.</summary>
internal sealed class DeadLetterQuery
{
    private const int MostOnAPage = 200;

    private DeadLetterQuery(IQueryCollection query)
    {
        if (query["state"].LastOrDefault() is { } state)
        {
            State = DeadLetterWords.ToState(state);
            Demand(State is not null, "state", $"must be one of {string.Join(", ", DeadLetterWords.States)}, got {Given.Quote(state)}");
        }

        Queue = query["queue"].LastOrDefault();
        if (query["after"].LastOrDefault() is { } after)
        {
            Demand(Guid.TryParse(after, out var id), "after", $"must be the next of a page, got {Given.Quote(after)}");
            After = id;
        }

        if (query["limit"].LastOrDefault() is { } limit)
        {
            Demand(
                int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= MostOnAPage,
                "limit",
                $"must be a number from 1 to {MostOnAPage}, got {Given.Quote(limit)}");
            Limit = number;
        }
    }

    /// <summary>Only those in this state.</summary>
    public DeadLetterState? State { get; }

    /// <summary>Only those of this queue.</summary>
    public string? Queue { get; }

    /// <summary>Only those that come after this one.</summary>
    public Guid After { get; }

    /// <summary>How many at most.</summary>
    public int Limit { get; } = 50;

    /// <summary>The first rule that the query breaks.</summary>
    public Problem? Problem { get; private set; }

    public static DeadLetterQuery Read(HttpRequest request) => new(request.Query);

    private void Demand(bool holds, string parameter, string rule) =>
        Problem ??= holds ? null : new Problem(StatusCodes.Status400BadRequest, $"Parameter '{parameter}' {rule}", parameter);
}
