using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Tujenge.Contracts.V1;
using Tujenge.Edge.Admin.Auditing;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Secrets;

namespace Tujenge.Edge.Webhooks.Configuring;

/// <summary>Sets a channel's webhook, whoever wants it.</summary>
internal sealed class WebhookStore(
    IDbContextFactory<DirectoryDbContext> contexts,
    SecretProtector secrets,
    TimeProvider clock,
    ChannelNews news)
{
    /// <summary>Replaces address and headers, puts that on the audit trail, and tells the other services.</summary>
    public async Task<Webhook> SetAsync(
        HttpContext http,
        Guid channelId,
        WebhookConfiguration configuration,
        CancellationToken cancellationToken)
    {
        var headers = JsonSerializer.Serialize(configuration.Headers, V1Json.Wire.DictionaryStringString);
        var webhook = new Webhook
        {
            ChannelId = channelId,
            Url = configuration.Url!,
            Headers = secrets.Protect(headers, channelId, SecretField.WebhookHeaders),
            ChangedAt = clock.GetUtcNow(),
        };
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await db.SetWebhookAsync(webhook, cancellationToken);

            // Addresses may hold tokens in their query, so only the host is told.
            db.Add(
                http,
                webhook.ChangedAt,
                "webhook.set",
                channelId,
                channelId,
                [
                    ("host", new Uri(webhook.Url).Authority),
                    .. configuration.Headers.Keys.Select(name => ($"headers.{name}", (object?)Audit.Hidden)),
                ]);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await news.TellAsync(channelId);
        return webhook;
    }
}
