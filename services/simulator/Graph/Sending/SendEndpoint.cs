using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Tujenge.Contracts.Cloud;
using Tujenge.Infra.Time;
using Tujenge.Simulator.Faults;
using Tujenge.Simulator.Graph.Sending.Checking;
using Tujenge.Simulator.Graph.Templates;
using Tujenge.Simulator.Numbers;
using Tujenge.Simulator.Phones;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.Graph.Sending;

/// <summary><c>POST /{version}/{phone-number-id}/messages</c>.</summary>
internal static class SendEndpoint
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    public static async Task<IResult> HandleAsync(
        string phoneNumberId,
        HttpRequest request,
        Sandbox sandbox,
        Writing writing,
        MovableClock clock,
        IOptions<SimulatorOptions> options)
    {
        var world = sandbox.Current;
        if (world.Numbers.Find(phoneNumberId) is not { } number)
        {
            return GraphAnswer.Error(100, "Unsupported post request: there is no such phone number id");
        }

        if (GraphAnswer.TokenOf(request) != number.AccessToken)
        {
            return GraphAnswer.BadToken();
        }

        if (await ReadAsync(request) is not { } body)
        {
            return GraphAnswer.Error(100, "The body must be a JSON object with messaging_product, to and type");
        }

        if (SendBody.IsReadReceipt(body))
        {
            return world.Phones.All.Any(phone => phone.MarkReadByBusiness(phoneNumberId, SendBody.TextOf(body, "message_id")!))
                ? TypedResults.Json(new GraphSuccess(true), SimulatorJson.Wire.GraphSuccess)
                : GraphAnswer.Error(131009, "There is no message from a customer with this id");
        }

        if (BodyChecks.FindProblem(body) is { } problem)
        {
            return GraphAnswer.Error(problem.Code, problem.Details);
        }

        var send = SendBody.From(body);

        var phone = world.Phones.Get(send.To);
        var call = phone.NextCall(phoneNumberId);
        var dice = Dice.ForFaults(world.Seed, "call", phoneNumberId, phone.Number, call.ToString(CultureInfo.InvariantCulture));
        var faults = world.Faults.Settings;
        await Task.Delay(dice.NextBetween(faults.LatencyMsMin, Math.Max(faults.LatencyMsMin, faults.LatencyMsMax)));

        var planned = world.Faults.TakeNext();
        var chance = dice.NextUnit();
        var refusal = planned is > 0 ? planned
            : chance < faults.ErrorRate ? faults.ErrorCode
            : FindProblem(world, number, phone, send, clock.GetUtcNow());
        if (refusal is { } code)
        {
            world.Calls.Add(n => new CallEntry(n, clock.GetUtcNow(), phoneNumberId, phone.Number, send.Type, null, code, send.Opaque));
            return GraphAnswer.Error(code);
        }

        var id = Wamid.OfCall(world, phoneNumberId, phone.Number, call);
        var message = new PhoneMessage(id, phoneNumberId, true, send.Type, send.Text, send.Opaque, clock.GetUtcNow())
        {
            Contents = send.Contents,
            QuotedId = send.QuotedId,
        };
        phone.Add(message, options.Value.Memory);
        world.Calls.Add(n => new CallEntry(n, clock.GetUtcNow(), phoneNumberId, phone.Number, send.Type, id, null, send.Opaque));

        var told = writing.Report(world, phone, number, message, "sent");
        writing.Deliver(world, phone, number);
        if (faults.Overtake)
        {
            await Task.WhenAny(told, Task.Delay(TimeSpan.FromSeconds(5)));
        }

        if (planned == FaultPlan.LostAnswer || dice.NextUnit() < faults.LostAnswerRate)
        {
            request.HttpContext.Abort();
            return TypedResults.Empty;
        }

        return TypedResults.Json(
            new CloudSendAnswer
            {
                MessagingProduct = "whatsapp",
                Contacts = [new CloudAnswerContact(send.To, phone.Number)],
                Messages = [new CloudAnswerMessage(id, send.Type == "template" ? "accepted" : null)],
            },
            CloudJson.Wire.CloudSendAnswer);
    }

    /// <summary>What WhatsApp would refuse, by its code.</summary>
    private static int? FindProblem(World world, BusinessNumber number, Phone phone, SendBody send, DateTimeOffset now)
    {
        if (!phone.Exists)
        {
            return 131026;
        }

        if (send.Template is not { } template)
        {
            return send.IsGroup || phone.WroteAt(number.PhoneNumberId) is { } wrote && now - wrote < Window ? null : 131047;
        }

        return world.Templates.Find(template.Name, template.Language) switch
        {
            null => 132001,
            { Status: "PAUSED" } => 132015,
            { Status: "DISABLED" } => 132016,
            { Status: not "APPROVED" } => 132001,
            { } known when TemplateBook.PlaceholdersIn(known.Body) != template.BodyParameters => 132000,
            _ => null,
        };
    }

    /// <summary>Throws where a text is JSON by the letter and yet none: half a surrogate pair.</summary>
    private static bool IsText(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().All(member => member.Name is not null && IsText(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().All(IsText),
        JsonValueKind.String => element.GetString() is not null,
        _ => true,
    };

    private static async Task<JsonElement?> ReadAsync(HttpRequest request)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            return document.RootElement.ValueKind == JsonValueKind.Object && IsText(document.RootElement)
                ? document.RootElement.Clone()
                : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>Answer to a read receipt.</summary>
/// <param name="Success">Always true.</param>
internal sealed record GraphSuccess(bool Success);
