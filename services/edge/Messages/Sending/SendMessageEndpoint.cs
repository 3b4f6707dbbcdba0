using Microsoft.OpenApi;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Messages.Sending.Forecasting;
using Tujenge.Edge.Messages.Sending.Idempotency;
using Tujenge.Edge.Messages.Sending.Validation;
using Tujenge.Edge.Reading;
using Tujenge.Edge.Upstreams;
using Tujenge.Edge.V1;
using Tujenge.Edge.V1.OpenApi;
using Tujenge.Edge.V1.OpenApi.Examples;

namespace Tujenge.Edge.Messages.Sending;

/// <summary><c>POST /v1/messages</c>: check, queue, answer with the id.</summary>
internal static class SendMessageEndpoint
{
    public static void MapSendMessage(this IEndpointRouteBuilder v1) => v1
        .MapPost("/messages", HandleAsync)
        .AcceptsJsonOnly()
        .WithMetadata(new CountsAsMessage())
        .Describe("sendMessage", "Queues a message", "Messages")
        .Takes<V1Message>(MessageExamples.All)
        .ReadsHeader(IdempotencyHeader.Name, "Any text of 1 to 255 printable ASCII characters: repeated within 24 hours, the message is sent once.")
        .ReadsQuery(DryRunQuery.Name, "true: checks and forecasts the message, and sends nothing.", JsonSchemaType.Boolean)
        .Answers<V1SendAnswer>(StatusCodes.Status201Created, Answered.Accepted)
        .Answers<V1SendAnswer>(StatusCodes.Status200OK, Answered.DryRun)
        .Warns()
        .AnswersHeader(
            IdempotencyHeader.Replayed,
            "true: nothing was sent this time, this is the answer to the first request with the key.",
            StatusCodes.Status201Created)
        .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);

    private static async Task<IResult> HandleAsync(
        HttpContext context,
        ChannelUpstreams upstreams,
        MediaCheck media,
        Acceptance acceptance,
        LearnedWaIds waIds,
        KeyedSending keyed,
        QuickForecast forecasts,
        DryRun dryRun)
    {
        var found = new FirstViolation();
        var isDryRun = DryRunQuery.Read(context.Request.Query, found);
        var key = IdempotencyHeader.Read(context.Request.Headers, found);
        if (found.Value is { } violation)
        {
            return V1Error.From(violation);
        }

        var body = await RequestBody.ReadAsync(context);
        var channel = context.Channel();
        var check = MessageRules.Check(body, upstreams.Of(channel).KeepsV1);
        if (check is MessageCheck.Refused refused)
        {
            return V1Error.From(refused.Violation); // Before the key is looked at: what is refused does not use it up.
        }

        var message = (MessageCheck.Passed)check;
        if (await media.FindViolationAsync(channel.Id, message, context.RequestAborted) is { } mediaViolation)
        {
            return V1Error.From(mediaViolation);
        }

        if (message.Warnings is { } warnings)
        {
            WarningHeader.AddLater(context.Response, () => warnings);
        }

        var waId = waIds.FindAsync(channel.Id, message.Recipient);
        if (isDryRun)
        {
            return key is not null && await keyed.FindRefusalAsync(channel.Id, key, body, message) is { } refusal
                ? refusal
                : await dryRun.AnswerAsync(context, message, waId);
        }

        var question = forecasts.Ask(channel.Id, message);
        if (key is not null)
        {
            // The row of the key holds the answer, so all that it tells comes first.
            return await keyed.SendAsync(
                channel.Id, key, body, message, await waId, await forecasts.MetaAsync(channel, message, question));
        }

        return await acceptance.AcceptAsync(channel.Id, message) is { } messageId
            ? TypedResults.Json(
                SendAnswer.For(message, await waId, messageId, await forecasts.MetaAsync(channel, message, question)),
                V1Json.Wire.V1SendAnswer,
                statusCode: StatusCodes.Status201Created)
            : SendAnswer.NotConfirmed;
    }
}
