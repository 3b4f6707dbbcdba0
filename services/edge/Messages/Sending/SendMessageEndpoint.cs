using Tujenge.Contracts.V1;
using Tujenge.Edge.Messages.Sending.Validation;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages.Sending;

/// <summary><c>POST /v1/messages</c>: check, queue, answer with the id.</summary>
internal static class SendMessageEndpoint
{
    public static void MapSendMessage(this IEndpointRouteBuilder v1) => v1
        .MapPost("/messages", HandleAsync)
        .AcceptsJsonOnly()
        .WithMetadata(new CountsAsMessage());

    private static async Task<IResult> HandleAsync(HttpContext context, Acceptance acceptance)
    {
        var check = MessageRules.Check(await RequestBody.ReadAsync(context));
        if (check is MessageCheck.Refused refused)
        {
            return V1Error.From(refused.Violation);
        }

        var message = (MessageCheck.Passed)check;
        WarningHeader.Add(context.Response, message.Warnings);
        var messageId = await acceptance.AcceptAsync(context.Channel().Id, message);

        return messageId is null
            ? V1Error.Overloaded("The message was not confirmed in time; send it again")
            : TypedResults.Json(
                new V1SendAnswer([new(message.Input, message.Recipient)], [new(messageId)], V1Meta.Current),
                V1Json.Wire.V1SendAnswer,
                statusCode: StatusCodes.Status201Created);
    }
}
