using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tujenge.Contracts.V1;
using Tujenge.Edge.V1;
using Tujenge.Edge.V1.OpenApi;
using Tujenge.Edge.V1.OpenApi.Examples;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Secrets;

namespace Tujenge.Edge.Webhooks.Configuring;

/// <summary>
/// <c>GET /v1/configs/webhook</c>: what is set, in clear as v1 shows it. Many clients use it to try their key, so it
/// answers 200 when nothing is set. Past the cache, because who has just set it wants to see it.
/// </summary>
internal static partial class GetWebhookEndpoint
{
    public static void MapGetWebhook(this IEndpointRouteBuilder v1) => v1
        .MapGet("/configs/webhook", HandleAsync)
        .Describe("getWebhook", "Shows the webhook", "Configuration")
        .Answers<V1WebhookConfiguration>(StatusCodes.Status200OK, Answered.Webhook, Answered.NoWebhook);

    private static async Task<IResult> HandleAsync(
        HttpContext context,
        IDbContextFactory<DirectoryDbContext> contexts,
        SecretProtector secrets,
        ILogger<Webhook> logger,
        CancellationToken cancellationToken)
    {
        var channelId = context.Channel().Id;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var webhook = await db.Webhooks.AsNoTracking()
            .SingleOrDefaultAsync(webhook => webhook.ChannelId == channelId, cancellationToken);
        webhook?.Open(secrets);

        try
        {
            return TypedResults.Json(
                new V1WebhookConfiguration(webhook?.Url, HeadersOf(webhook)),
                EdgeJson.Wire.V1WebhookConfiguration);
        }
        catch (UnreadableSecretException unreadable)
        {
            Log.Unreadable(logger, unreadable.Message);
            return V1Dialect.Answer(
                context,
                StatusCodes.Status500InternalServerError,
                "The webhook's headers cannot be decrypted: set the webhook again.");
        }
    }

    private static Dictionary<string, string>? HeadersOf(Webhook? webhook) => webhook is null
        ? []
        : JsonSerializer.Deserialize(webhook.Headers.Reveal(), V1Json.Wire.DictionaryStringString);

    private static partial class Log
    {
        [LoggerMessage(1020, LogLevel.Error, "A webhook cannot be shown. {Problem}")]
        public static partial void Unreadable(ILogger logger, string problem);
    }
}
