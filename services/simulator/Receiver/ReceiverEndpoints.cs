using System.Text.Json;
using Tujenge.Infra.Time;
using Tujenge.Simulator.Http;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.Receiver;

/// <summary><c>{prefix}/receiver</c>: a webhook for those who have none yet. Takes everything, shows the last calls.</summary>
internal static class ReceiverEndpoints
{
    public static void MapReceiver(this IEndpointRouteBuilder control)
    {
        control.MapPost("/receiver", TakeAsync);
        control.MapGet("/receiver", Show);
    }

    private static async Task<IResult> TakeAsync(HttpRequest request, Sandbox sandbox, MovableClock clock)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            sandbox.Current.Received.Add(_ => new ReceivedCall(clock.GetUtcNow(), request.Headers["webhook-id"], body.RootElement.Clone()));
            return TypedResults.Ok();
        }
        catch (JsonException)
        {
            return ControlAnswer.Problem("This is a webhook: it takes JSON.");
        }
    }

    private static IResult Show(Sandbox sandbox)
    {
        var received = sandbox.Current.Received;
        return ControlAnswer.Ok(
            new ReceivedCalls(received.Total, [.. received.ToArray().Reverse()]),
            SimulatorJson.Wire.ReceivedCalls);
    }
}
