using Tujenge.Simulator.Http;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.Callbacks.Telling;

/// <summary><c>POST {prefix}/numbers/{phone-number-id}/callbacks</c>: tells a business anything that WhatsApp may tell.</summary>
internal static class TellEndpoint
{
    private const int MostItems = 1000;
    private const int MostTimes = 10;

    public static void MapTellCallbacks(this IEndpointRouteBuilder control) =>
        control.MapPost("/numbers/{phoneNumberId}/callbacks", HandleAsync);

    private static async Task<IResult> HandleAsync(
        string phoneNumberId,
        HttpRequest request,
        Sandbox sandbox,
        Teller teller,
        CallbackQueue queue)
    {
        var (body, problem) = await ControlBody.ReadAsync(request, SimulatorJson.Wire.TellRequest);
        if (body is null)
        {
            return problem!;
        }

        var world = sandbox.Current;
        if (world.Numbers.Find(phoneNumberId) is not { } number)
        {
            return ControlAnswer.Problem("There is no such number; see GET numbers.");
        }

        if (number.CallbackUrl is null)
        {
            return ControlAnswer.Problem("The number has no callback_url; PUT it to the number first.");
        }

        if (body.Callbacks.Count is 0 or > MostItems || body.Times is < 1 or > MostTimes)
        {
            return ControlAnswer.Problem($"Send 1 to {MostItems} callbacks, 1 to {MostTimes} times.");
        }

        if (CallbackSpread.FindProblem(number, body.Spread, body.Callbacks) is { } hindrance)
        {
            return ControlAnswer.Problem(hindrance);
        }

        // All are read before any is told.
        var read = body.Callbacks.Select(item => teller.Read(world, number, item)).ToArray();
        if (Array.FindIndex(read, one => one.Told is null) is >= 0 and var wrong)
        {
            return ControlAnswer.Problem($"callbacks[{wrong}]: {read[wrong].Problem}");
        }

        var made = read.Select(one => one.Told!.Make()).ToArray();
        var bodies = CallbackSpread.ToBodies(number, body.Spread, [.. made.Select(one => one.Change)]);
        var what = read.Select(one => one.Told!.What).ToArray();
        for (var post = 0; post < bodies.Count; post++)
        {
            var name = bodies.Count == what.Length ? what[post] : string.Join('+', what.Distinct());
            for (var time = 0; time < body.Times; time++)
            {
                _ = queue.Add(world, number, "", name, made[post].Id ?? "", bodies[post]);
            }
        }

        return ControlAnswer.Ok(
            new TellAnswer(bodies.Count * body.Times, [.. made.Where((_, item) => body.Callbacks[item]?.Message is not null).Select(one => one.Id!)]),
            SimulatorJson.Wire.TellAnswer);
    }
}
