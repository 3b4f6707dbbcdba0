using Tujenge.Simulator.Http;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.Faults;

/// <summary><c>{prefix}/faults</c>: what shall go wrong.</summary>
internal static class FaultsEndpoints
{
    public static void MapFaults(this IEndpointRouteBuilder control)
    {
        control.MapGet("/faults", (Sandbox sandbox) => View(sandbox));
        control.MapPut("/faults", PutAsync);
    }

    private static async Task<IResult> PutAsync(HttpRequest request, Sandbox sandbox)
    {
        var (body, problem) = await ControlBody.ReadAsync(request, SimulatorJson.Wire.FaultSettings);
        if (body is null)
        {
            return problem!;
        }

        if (FindProblem(body) is { } whatToDo)
        {
            return ControlAnswer.Problem(whatToDo);
        }

        sandbox.Current.Faults.Set(body);
        return View(sandbox);
    }

    private static string? FindProblem(FaultSettings settings) => settings switch
    {
        { ErrorRate: < 0 or > 1 } or { LostAnswerRate: < 0 or > 1 } or { DuplicateRate: < 0 or > 1 } =>
            "Rates are shares from 0 to 1, such as 0.2.",
        { LatencyMsMin: < 0 or > 120_000 } or { LatencyMsMax: < 0 or > 120_000 } =>
            "latency_ms_min and latency_ms_max are milliseconds from 0 to 120000.",
        _ when settings.LatencyMsMax != 0 && settings.LatencyMsMax < settings.LatencyMsMin =>
            "latency_ms_max must not be less than latency_ms_min.",
        _ when settings.FailNext.Any(next => next is null || next.Count is < 1 or > 10_000 || next.Code < 0) =>
            "fail_next takes entries such as {\"code\": 131056, \"count\": 3} with a count from 1 to 10000; code 0 loses the answer.",
        _ => null,
    };

    private static IResult View(Sandbox sandbox) =>
        ControlAnswer.Ok(sandbox.Current.Faults.Settings, SimulatorJson.Wire.FaultSettings);
}
