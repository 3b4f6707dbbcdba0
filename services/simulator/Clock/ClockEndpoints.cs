using System.Globalization;
using System.Text.RegularExpressions;
using Tujenge.Infra.Time;
using Tujenge.Simulator.Http;

namespace Tujenge.Simulator.Clock;

/// <summary><c>{prefix}/clock</c>: the time of the simulator, and of the whole product where it shares the process.</summary>
internal static partial class ClockEndpoints
{
    /// <summary>Far beyond every window and retry, and far from what a date can hold.</summary>
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(3660);

    public static void MapClock(this IEndpointRouteBuilder control)
    {
        control.MapGet("/clock", (MovableClock clock) => View(clock));
        control.MapPost("/clock/advance", AdvanceAsync);
    }

    private static async Task<IResult> AdvanceAsync(HttpRequest request, MovableClock clock)
    {
        var (body, problem) = await ControlBody.ReadAsync(request, SimulatorJson.Wire.AdvanceRequest);
        if (body is null)
        {
            return problem!;
        }

        if (DurationOf(body) is not { } duration || duration < TimeSpan.Zero || clock.Offset + duration > Furthest)
        {
            return ControlAnswer.Problem(
                "Send either seconds (such as 86400) or duration (such as \"24:00:00\", hours may exceed 24), "
                + "not negative, and at most 3660 days in all; POST reset does not move the clock back, a restart does.");
        }

        clock.Advance(duration);
        return View(clock);
    }

    private static TimeSpan? DurationOf(AdvanceRequest request)
    {
        if (request is { Seconds: { } seconds, Duration: null })
        {
            return double.IsFinite(seconds) && Math.Abs(seconds) <= Furthest.TotalSeconds
                ? TimeSpan.FromSeconds(seconds)
                : null;
        }

        if (request is not { Seconds: null, Duration: { } text } || Duration().Match(text) is not { Success: true } match)
        {
            return null;
        }

        // Not TimeSpan.Parse, which takes "24:00:00" for 24 days.
        return new TimeSpan(Part("days"), Part("hours"), Part("minutes"), Part("seconds"));

        int Part(string name) =>
            match.Groups[name] is { Success: true } part ? int.Parse(part.Value, CultureInfo.InvariantCulture) : 0;
    }

    private static IResult View(MovableClock clock) => ControlAnswer.Ok(
        new ClockView(clock.GetUtcNow(), clock.Offset.TotalSeconds),
        SimulatorJson.Wire.ClockView);

    [GeneratedRegex(@"^((?<days>\d{1,4})\.)?(?<hours>\d{1,6}):(?<minutes>[0-5]?\d):(?<seconds>[0-5]?\d)$")]
    private static partial Regex Duration();
}

/// <summary>The simulator's time.</summary>
/// <param name="Now">UTC.</param>
/// <param name="OffsetSeconds">How far ahead of the machine's clock.</param>
internal sealed record ClockView(DateTimeOffset Now, double OffsetSeconds);

/// <summary>How far to move: one of the two.</summary>
internal sealed record AdvanceRequest
{
    /// <summary>Seconds.</summary>
    public double? Seconds { get; init; }

    /// <summary><c>[days.]hours:minutes:seconds</c></summary>
    public string? Duration { get; init; }
}
