using Microsoft.EntityFrameworkCore;
using Tujenge.Infra.Directory;

namespace Tujenge.Infra.Secrets.Rotating;

/// <summary>All that is stored encrypted. A row that somebody changes meanwhile is left to him.</summary>
internal sealed class StoredSecrets(IDbContextFactory<DirectoryDbContext> contexts, SecretProtector secrets)
{
    /// <summary>Encrypts the chosen secrets anew.</summary>
    /// <param name="choose">Whether a secret is to be encrypted anew.</param>
    /// <param name="problems">Takes what cannot be decrypted; null when only what is in clear is chosen.</param>
    /// <param name="cancellationToken">Stops between two rows.</param>
    /// <returns>Number of rows written.</returns>
    public async Task<int> RenewAsync(
        Func<ProtectedText, bool> choose,
        ISet<string>? problems,
        CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = 0;
        foreach (var channel in await db.Channels.AsNoTracking().ToListAsync(cancellationToken))
        {
            rows += await RenewAsync(db, channel, Renew, cancellationToken);
        }

        foreach (var webhook in await db.Webhooks.AsNoTracking().ToListAsync(cancellationToken))
        {
            rows += await RenewAsync(db, webhook, Renew, cancellationToken);
        }

        return rows;

        ProtectedText Renew(ProtectedText secret, Guid channelId, SecretField field)
        {
            try
            {
                return choose(secret) ? secrets.Protect(ClearTextOf(secret, channelId, field), channelId, field) : secret;
            }
            catch (UnreadableSecretException unreadable) when (problems is not null)
            {
                problems.Add(unreadable.Message);
                return secret;
            }
        }
    }

    private static async Task<int> RenewAsync(DirectoryDbContext db, Channel channel, Renewal renew, CancellationToken cancellationToken)
    {
        var (accessToken, appSecret, verifyToken, v1Password) =
            (channel.AccessToken, channel.AppSecret, channel.VerifyToken, channel.V1Password);
        var newAccessToken = renew(accessToken, channel.Id, SecretField.AccessToken);
        var newAppSecret = renew(appSecret, channel.Id, SecretField.AppSecret);
        var newVerifyToken = renew(verifyToken, channel.Id, SecretField.VerifyToken);
        var newV1Password = v1Password is null ? null : renew(v1Password, channel.Id, SecretField.V1Password);
        if (newAccessToken == accessToken && newAppSecret == appSecret && newVerifyToken == verifyToken && newV1Password == v1Password)
        {
            return 0;
        }

        return await db.Channels
            .Where(row => row.Id == channel.Id
                && row.AccessToken == accessToken && row.AppSecret == appSecret && row.VerifyToken == verifyToken
                && row.V1Password == v1Password)
            .ExecuteUpdateAsync(
                row => row
                    .SetProperty(column => column.AccessToken, newAccessToken)
                    .SetProperty(column => column.AppSecret, newAppSecret)
                    .SetProperty(column => column.VerifyToken, newVerifyToken)
                    .SetProperty(column => column.V1Password, newV1Password),
                cancellationToken);
    }

    private static async Task<int> RenewAsync(DirectoryDbContext db, Webhook webhook, Renewal renew, CancellationToken cancellationToken)
    {
        var headers = webhook.Headers;
        var newHeaders = renew(headers, webhook.ChannelId, SecretField.WebhookHeaders);
        return newHeaders == headers
            ? 0
            : await db.Webhooks
                .Where(row => row.ChannelId == webhook.ChannelId && row.Headers == headers)
                .ExecuteUpdateAsync(row => row.SetProperty(column => column.Headers, newHeaders), cancellationToken);
    }

    private string ClearTextOf(ProtectedText secret, Guid channelId, SecretField field)
    {
        if (secret.KeyId is null)
        {
            return secret.Stored;
        }

        secrets.Open(secret, channelId, field);
        return secret.Reveal();
    }

    private delegate ProtectedText Renewal(ProtectedText secret, Guid channelId, SecretField field);
}
