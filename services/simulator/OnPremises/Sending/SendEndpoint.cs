using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Tujenge.Contracts.V1;
using Tujenge.Infra.Time;
using Tujenge.Simulator.Faults;
using Tujenge.Simulator.Graph.Sending;
using Tujenge.Simulator.Numbers;
using Tujenge.Simulator.OnPremises.Logins;
using Tujenge.Simulator.Phones;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.OnPremises.Sending;

/// <summary>
/// <c>POST /v1/messages</c>: every type. What is wrong with a recipient comes later, as a <c>failed</c> callback: the
/// On-Premises API answers before it looks (whatsapp-v1-api, section 2).
/// </summary>
internal static class SendEndpoint
{
    private const int WindowClosed = 470;
    private const int NoWhatsApp = 1013;
    private const int UnknownGroup = 1012;

    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    public static async Task<IResult> HandleAsync(
        HttpContext http,
        Writing writing,
        MovableClock clock,
        IOptions<SimulatorOptions> options)
    {
        var (world, number) = (http.Opened().World, http.Opened().Number);
        if (await OnPremisesAnswer.ReadAsync(http.Request) is not { } body)
        {
            return OnPremisesAnswer.NoObject;
        }

        var (send, problem) = SentMessage.From(body);
        if (send is null)
        {
            return problem!;
        }

        var phone = world.Phones.Get(send.To);
        var call = phone.NextCall(number.PhoneNumberId);
        var dice = Dice.ForFaults(world.Seed, "call", number.PhoneNumberId, phone.Number, call.ToString(CultureInfo.InvariantCulture));
        var faults = world.Faults.Settings;
        await Task.Delay(dice.NextBetween(faults.LatencyMsMin, Math.Max(faults.LatencyMsMin, faults.LatencyMsMax)));

        var planned = world.Faults.TakeNext();
        var refusal = planned is > 0 ? CodeOf(planned.Value)
            : dice.NextUnit() < faults.ErrorRate ? CodeOf(faults.ErrorCode)
            : FindProblem(http, send, world);
        if (refusal is { } code)
        {
            Log(null, code);
            return OnPremisesAnswer.Error(code);
        }

        var id = OnPremisesId.OfCall(world, number.PhoneNumberId, phone.Number, call);
        Log(id, null);
        var told = Take(new PhoneMessage(id, number.PhoneNumberId, true, send.Type, send.Text, null, clock.GetUtcNow()));
        if (faults.Overtake)
        {
            await Task.WhenAny(told, Task.Delay(TimeSpan.FromSeconds(5)));
        }

        if (planned == FaultPlan.LostAnswer || dice.NextUnit() < faults.LostAnswerRate)
        {
            http.Abort();
            return TypedResults.Empty;
        }

        return OnPremisesAnswer.Ok(
            new JsonObject
            {
                ["contacts"] = new JsonArray(new JsonObject { ["input"] = send.To, ["wa_id"] = phone.Number }),
                ["messages"] = new JsonArray(new JsonObject { ["id"] = id }),
            },
            StatusCodes.Status201Created);

        void Log(string? messageId, int? errorCode) => world.Calls.Add(n =>
            new CallEntry(n, clock.GetUtcNow(), number.PhoneNumberId, phone.Number, send.Type, messageId, errorCode, null));

        Task Take(PhoneMessage message)
        {
            if (FindFate(phone, number, send, clock.GetUtcNow()) is { } fate)
            {
                return writing.Report(world, phone, number, message, "failed", [new JsonObject { ["code"] = fate, ["title"] = V1Errors.TitleOf(fate) }]);
            }

            phone.Add(message, options.Value.Memory);
            var sent = writing.Report(world, phone, number, message, "sent");
            writing.Deliver(world, phone, number);
            return sent;
        }
    }

    /// <summary>The faults are named by the Cloud API's codes; v1's own are taken as they are.</summary>
    private static int CodeOf(int fault) => V1Errors.Knows(fault) ? fault : V1Errors.ForAnswer(fault);

    private static int? FindProblem(HttpContext http, SentMessage send, World world)
    {
        if (!send.IsToGroup)
        {
            return send.FindTemplateProblem(world.Templates);
        }

        var account = http.Account();
        lock (account.Gate)
        {
            return account.Groups.Find(send.To) is null ? UnknownGroup : null;
        }
    }

    private static int? FindFate(Phone phone, BusinessNumber number, SentMessage send, DateTimeOffset now) =>
        !phone.Exists ? NoWhatsApp
        : send.IsTemplate || send.IsToGroup || phone.WroteAt(number.PhoneNumberId) is { } wrote && now - wrote < Window ? null
        : WindowClosed;
}
