using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Reading;
using Tujenge.Edge.V1;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Webhooks;

namespace Tujenge.Edge.Webhooks.Configuring;

/// <summary><c>POST /v1/configs/webhook</c>: replaces address and headers; answers exactly 200 with what is now set.</summary>
internal static class SetWebhookEndpoint
{
    public static void MapSetWebhook(this IEndpointRouteBuilder v1) => v1
        .MapPost("/configs/webhook", HandleAsync)
        .AcceptsJsonOnly(V1Dialect.Answer);

    private static async Task<IResult> HandleAsync(
        HttpContext context,
        IOptions<WebhookOptions> options,
        IDbContextFactory<DirectoryDbContext> contexts,
        TimeProvider clock,
        ChannelNews news,
        CancellationToken cancellationToken)
    {
        using var body = JsonBody.Parse(await RequestBody.ReadAsync(context));
        var configuration = WebhookRules.Read(body.Root, options.Value);
        if (body.Violation is { } violation)
        {
            return new GatewayError(StatusCodes.Status400BadRequest, violation.Details);
        }

        var webhook = new Webhook
        {
            ChannelId = context.Channel().Id,
            Url = configuration.Url!,
            Headers = JsonSerializer.Serialize(configuration.Headers, V1Json.Wire.DictionaryStringString),
            ChangedAt = clock.GetUtcNow(),
        };
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await StoreAsync(db, webhook, cancellationToken);
        }

        await news.TellAsync(webhook.ChannelId);
        return TypedResults.Json(
            new V1WebhookConfiguration(configuration.Url, configuration.Headers),
            EdgeJson.Wire.V1WebhookConfiguration);
    }

    private static async Task StoreAsync(DirectoryDbContext db, Webhook webhook, CancellationToken cancellationToken)
    {
        if (await UpdateAsync(db, webhook, cancellationToken))
        {
            return;
        }

        try
        {
            db.Webhooks.Add(webhook);
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another request was the first one; ours is the later, so it wins. Any other fault is still there.
            if (!await UpdateAsync(db, webhook, cancellationToken))
            {
                throw;
            }
        }
    }

    private static async Task<bool> UpdateAsync(
        DirectoryDbContext db,
        Webhook webhook,
        CancellationToken cancellationToken) => await db.Webhooks
            .Where(row => row.ChannelId == webhook.ChannelId)
            .ExecuteUpdateAsync(
                row => row
                    .SetProperty(column => column.Url, webhook.Url)
                    .SetProperty(column => column.Headers, webhook.Headers)
                    .SetProperty(column => column.ChangedAt, webhook.ChangedAt),
                cancellationToken) > 0;
}
