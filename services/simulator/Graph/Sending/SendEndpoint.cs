using System.Text.Json;
using Tujenge.Simulator.Graph.Sending.Checking;
using Tujenge.Simulator.Http;
using Tujenge.Simulator.Sending;
using Tujenge.Simulator.Worlds;

namespace Tujenge.Simulator.Graph.Sending;

/// <summary><c>POST /{version}/{phone-number-id}/messages</c>.</summary>
internal static class SendEndpoint
{
    public static async Task<IResult> HandleAsync(
        string phoneNumberId,
        HttpRequest request,
        Sandbox sandbox,
        Attempts attempts)
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

        if (await JsonBody.ReadAsync(request) is not { ValueKind: JsonValueKind.Object } body)
        {
            return GraphAnswer.Error(100, "The body must be a JSON object, in which no name is twice, with messaging_product, to and type");
        }

        if (GraphSendBody.IsReadReceipt(body))
        {
            return world.Phones.All.Any(phone => phone.MarkReadByBusiness(phoneNumberId, GraphSendBody.TextOf(body, "message_id")!))
                ? TypedResults.Json(new GraphSuccess(true), SimulatorJson.Wire.GraphSuccess)
                : GraphAnswer.Error(131009, "There is no message from a customer with this id");
        }

        if (BodyChecks.FindProblem(body) is { } problem)
        {
            return GraphAnswer.Error(problem.Code, problem.Details);
        }

        return await attempts.MakeAsync(request.HttpContext, world, number, GraphSendBody.Read(body), new GraphDialect());
    }
}

/// <summary>Answer to a read receipt.</summary>
/// <param name="Success">Always true.</param>
internal sealed record GraphSuccess(bool Success);
