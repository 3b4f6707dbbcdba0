using Microsoft.Extensions.Options;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;
using Tujenge.Edge.V1.OpenApi;
using Tujenge.Edge.V1.OpenApi.Examples;
using Tujenge.Infra.Webhooks;

namespace Tujenge.Edge.Webhooks.Configuring;

/// <summary><c>POST /v1/configs/webhook</c>: replaces address and headers; answers exactly 200 with what is now set.</summary>
internal static class SetWebhookEndpoint
{
    public static void MapSetWebhook(this IEndpointRouteBuilder v1) => v1
        .MapPost("/configs/webhook", HandleAsync)
        .AcceptsJsonOnly()
        .Describe("setWebhook", "Replaces the webhook", "Configuration")
        .Takes<V1WebhookConfiguration>(OtherExamples.Webhook)
        .Answers<V1WebhookConfiguration>(StatusCodes.Status200OK, Answered.Webhook);

    private static async Task<IResult> HandleAsync(
        HttpContext context,
        IOptions<WebhookOptions> options,
        WebhookStore store,
        CancellationToken cancellationToken)
    {
        using var body = JsonBody.Parse(await RequestBody.ReadAsync(context));
        var configuration = WebhookRules.Read(body.Root, options.Value);
        if (body.Violation is { } violation)
        {
            return V1Dialect.Answer(context, violation);
        }

        await store.SetAsync(context, context.Channel().Id, configuration, cancellationToken);
        return TypedResults.Json(
            new V1WebhookConfiguration(configuration.Url, configuration.Headers),
            EdgeJson.Wire.V1WebhookConfiguration);
    }
}
