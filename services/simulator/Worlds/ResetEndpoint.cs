using Tujenge.Simulator.Callbacks;
using Tujenge.Simulator.Http;

namespace Tujenge.Simulator.Worlds;

/// <summary><c>POST {prefix}/reset</c>: back to the configuration. The clock stays where it is: time does not go back.</summary>
internal static class ResetEndpoint
{
    public static void MapReset(this IEndpointRouteBuilder control) => control.MapPost("/reset", HandleAsync);

    private static async Task<IResult> HandleAsync(HttpRequest request, Sandbox sandbox, CallbackQueue queue)
    {
        var (body, problem) = await ControlBody.ReadAsync(request, SimulatorJson.Wire.ResetRequest);
        if (body is null)
        {
            return problem!;
        }

        var world = sandbox.Reset(body.Seed);
        queue.ForgetWaiting();
        return ControlAnswer.Ok(new ResetAnswer(world.Seed), SimulatorJson.Wire.ResetAnswer);
    }
}

/// <summary>Body of a reset.</summary>
internal sealed record ResetRequest
{
    /// <summary>Null: the configured seed, or any.</summary>
    public long? Seed { get; init; }
}

/// <summary>Answer to a reset.</summary>
/// <param name="Seed">Seed in force.</param>
internal sealed record ResetAnswer(long Seed);
