using Tujenge.Contracts.Operations;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Admin;
using Tujenge.Edge.Messages.Sending.Validation;
using Tujenge.Edge.V1;

namespace Tujenge.Edge.Messages.Sending.Forecasting;

/// <summary>
/// Answers <c>POST /v1/messages?dry_run=true</c> for a message that has passed edge's check: the sender, which has the queue,
/// runs its own over it. 200 with an empty <c>messages</c>, which no client takes for an accepted message.
/// </summary>
internal sealed class DryRun(OtherServices services, TimeProvider clock)
{
    public async Task<IResult> AnswerAsync(HttpContext context, MessageCheck.Passed message, Task<string?> waId)
    {
        var wanted = new ForecastMessage { ChannelId = context.Channel().Id, Recipient = message.Recipient, Body = message.Body };
        if (await services.AskAsync<ForecastMessage, MessageForecast>(wanted, context.RequestAborted) is not { } forecast)
        {
            return V1Error.Overloaded("The sender, which knows the queue, does not answer; nothing was sent, try again");
        }

        WarningHeader.AddLater(context.Response, () => forecast.Warnings);
        var meta = V1Meta.Current with { DryRun = true, Forecast = ForecastWords.Of(forecast, clock.GetUtcNow()) };
        return TypedResults.Json(SendAnswer.For(message, await waId, null, meta), V1Json.Wire.V1SendAnswer);
    }
}
