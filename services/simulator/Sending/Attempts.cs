using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Tujenge.Infra.Time;
using Tujenge.Simulator.Faults;
using Tujenge.Simulator.Numbers;
using Tujenge.Simulator.Phones;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.Sending;

/// <summary>What becomes of a message whose body is right: faults, the phone, callbacks and the answer, in this order.</summary>
internal sealed class Attempts(Writing writing, MovableClock clock, IOptions<SimulatorOptions> options)
{
    public async Task<IResult> MakeAsync(HttpContext http, World world, BusinessNumber number, SendBody body, ISendDialect dialect)
    {
        var phone = world.Phones.Get(body.To);
        var call = phone.NextCall(number.PhoneNumberId);
        var dice = Dice.ForFaults(world.Seed, "call", number.PhoneNumberId, phone.Number, call.ToString(CultureInfo.InvariantCulture));
        var faults = world.Faults.Settings;
        await Task.Delay(dice.NextBetween(faults.LatencyMsMin, Math.Max(faults.LatencyMsMin, faults.LatencyMsMax)));

        var send = new Send(world, number, phone, body, call, clock.GetUtcNow());
        var planned = world.Faults.TakeNext();
        var refusal = planned is > 0 ? dialect.CodeOf(planned.Value)
            : dice.NextUnit() < faults.ErrorRate ? dialect.CodeOf(faults.ErrorCode)
            : dialect.FindRefusal(send);
        if (refusal is { } code)
        {
            Log(send, null, code);
            return dialect.Refuse(send, code);
        }

        var id = dialect.IdOf(send);
        var told = Deliver(send, id, dialect.FindFailure(send));
        if (faults.Overtake)
        {
            await Task.WhenAny(told, Task.Delay(TimeSpan.FromSeconds(5)));
        }

        if (planned == FaultPlan.LostAnswer || dice.NextUnit() < faults.LostAnswerRate)
        {
            http.Abort();
            return TypedResults.Empty;
        }

        return dialect.Take(send, id);
    }

    /// <returns>Completes when the first callback was answered.</returns>
    private Task Deliver(Send send, string id, JsonObject? failure)
    {
        var (world, number, phone, body, _, at) = send;
        var message = new PhoneMessage(id, number.PhoneNumberId, true, body.Type, body.Text, body.Opaque, at)
        {
            Contents = body.Contents,
            QuotedId = body.QuotedId,
        };
        if (failure is not null)
        {
            Log(send, id, null);
            return writing.Report(world, phone, number, message, "failed", [failure]);
        }

        phone.Add(message, options.Value.Memory);
        Log(send, id, null);
        var sent = writing.Report(world, phone, number, message, "sent");
        writing.Deliver(world, phone, number);
        return sent;
    }

    private static void Log(Send send, string? id, int? errorCode) => send.World.Calls.Add(number => new CallEntry(
        number, send.At, send.Number.PhoneNumberId, send.Phone.Number, send.Body.Type, id, errorCode, send.Body.Opaque));
}
