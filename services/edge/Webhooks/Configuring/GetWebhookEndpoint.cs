using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tujenge.Contracts.V1;
using Tujenge.Edge.V1;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Webhooks.Configuring;

/// <summary>
/// <c>GET /v1/configs/webhook</c>: what is set, in clear as v1 shows it. Many clients use it to try their key, so it
/// answers 200 when nothing is set. Past the cache, because who has just set it wants to see it.
/// </summary>
internal static class GetWebhookEndpoint
{
    public static void MapGetWebhook(this IEndpointRouteBuilder v1) => v1.MapGet("/configs/webhook", HandleAsync);

    private static async Task<IResult> HandleAsync(
        HttpContext context,
        IDbContextFactory<DirectoryDbContext> contexts,
        CancellationToken cancellationToken)
    {
        var channelId = context.Channel().Id;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var webhook = await db.Webhooks.AsNoTracking()
            .SingleOrDefaultAsync(webhook => webhook.ChannelId == channelId, cancellationToken);
        var headers = webhook is null
            ? []
            : JsonSerializer.Deserialize(webhook.Headers, V1Json.Wire.DictionaryStringString);

        return TypedResults.Json(
            new V1WebhookConfiguration(webhook?.Url, headers),
            EdgeJson.Wire.V1WebhookConfiguration);
    }
}
