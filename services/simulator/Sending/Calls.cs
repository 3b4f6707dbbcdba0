using Tujenge.Simulator.Http;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.Sending;

/// <summary>A send that was received.</summary>
internal sealed record CallEntry(
    long Number,
    DateTimeOffset At,
    string PhoneNumberId,
    string To,
    string Type,
    string? Id,
    int? ErrorCode,
    string? BizOpaqueCallbackData);

/// <summary>Sends in the order in which they were decided.</summary>
/// <param name="Calls">Oldest first.</param>
internal sealed record CallList(IReadOnlyList<CallEntry> Calls);

/// <summary><c>{prefix}/calls</c>: what was sent.</summary>
internal static class CallsEndpoints
{
    public static void MapCalls(this IEndpointRouteBuilder control) => control.MapGet(
        "/calls",
        (Sandbox sandbox) => ControlAnswer.Ok(new CallList(sandbox.Current.Calls.ToArray()), SimulatorJson.Wire.CallList));
}
