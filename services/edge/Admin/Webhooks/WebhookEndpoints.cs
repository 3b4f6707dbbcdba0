using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Admin.Auditing;
using Tujenge.Edge.Admin.Channels;
using Tujenge.Edge.Reading;
using Tujenge.Edge.Webhooks.Configuring;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Secrets;
using Tujenge.Infra.Webhooks;

namespace Tujenge.Edge.Admin.Webhooks;

/// <summary><c>/admin/v1/channels/{id}/webhook</c>: what the tenant sets with <c>/v1/configs/webhook</c>, for operators.</summary>
internal static class WebhookEndpoints
{
    private const string Path = "/channels/{id:guid}/webhook";

    public static void MapWebhook(this IEndpointRouteBuilder admin)
    {
        admin.MapGet(Path, GetAsync)
            .Describe("getWebhook", "Where a channel's events go", "Webhooks")
            .Produces<WebhookAnswer>()
            .Refuses(StatusCodes.Status404NotFound);
        admin.MapPut(Path, SetAsync)
            .Describe("setWebhook", "Sets where a channel's events go; those that wait are posted at once", "Webhooks")
            .Accepts<WebhookRequest>("application/json")
            .Produces<WebhookAnswer>()
            .Refuses(StatusCodes.Status404NotFound);
        admin.MapDelete(Path, RemoveAsync)
            .Describe("removeWebhook", "Takes the webhook away; events wait for another", "Webhooks")
            .Produces(StatusCodes.Status204NoContent)
            .Refuses(StatusCodes.Status404NotFound);
    }

    private static Problem NotSet { get; } = new(StatusCodes.Status404NotFound, "No webhook is set for this channel.");

    private static async Task<IResult> GetAsync(
        Guid id,
        IDbContextFactory<DirectoryDbContext> contexts,
        SecretProtector secrets,
        CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Channels.AnyAsync(channel => channel.Id == id, cancellationToken))
        {
            return ReadChannelsEndpoints.Unknown;
        }

        if (await db.Webhooks.FindAsync([id], cancellationToken) is not { } webhook)
        {
            return NotSet;
        }

        try
        {
            webhook.Open(secrets);
            return Answer(webhook);
        }
        catch (UnreadableSecretException unreadable)
        {
            return new Problem(StatusCodes.Status500InternalServerError, unreadable.Message);
        }
    }

    private static async Task<IResult> SetAsync(
        Guid id,
        HttpContext context,
        IOptions<WebhookOptions> options,
        IDbContextFactory<DirectoryDbContext> contexts,
        WebhookStore store,
        CancellationToken cancellationToken)
    {
        using var body = JsonBody.Parse(await RequestBody.ReadAsync(context));
        var configuration = WebhookRules.Read(body.Root, options.Value);
        if (body.Violation is { } violation)
        {
            return Problem.From(violation);
        }

        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (!await db.Channels.AnyAsync(channel => channel.Id == id, cancellationToken))
            {
                return ReadChannelsEndpoints.Unknown;
            }
        }

        return Answer(await store.SetAsync(context, id, configuration, cancellationToken));
    }

    private static async Task<IResult> RemoveAsync(
        Guid id,
        HttpContext context,
        IDbContextFactory<DirectoryDbContext> contexts,
        TimeProvider clock,
        ChannelNews news,
        CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Webhooks.FindAsync([id], cancellationToken) is not { } webhook)
        {
            return await db.Channels.AnyAsync(channel => channel.Id == id, cancellationToken)
                ? NotSet
                : ReadChannelsEndpoints.Unknown;
        }

        db.Webhooks.Remove(webhook);
        db.Add(context, clock.GetUtcNow(), "webhook.removed", id, id);
        await db.SaveChangesAsync(cancellationToken);
        await news.TellAsync(id);
        return TypedResults.NoContent();
    }

    private static JsonHttpResult<WebhookAnswer> Answer(Webhook webhook) => TypedResults.Json(
        new WebhookAnswer(
            webhook.ChannelId,
            webhook.Url,
            [.. JsonSerializer.Deserialize(webhook.Headers.Reveal(), V1Json.Wire.DictionaryStringString)!.Keys],
            webhook.ChangedAt),
        EdgeJson.Wire.WebhookAnswer);
}
