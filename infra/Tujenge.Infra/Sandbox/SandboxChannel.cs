using Microsoft.EntityFrameworkCore;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Messaging;
using Tujenge.Infra.Secrets;

namespace Tujenge.Infra.Sandbox;

/// <summary>The channel of standalone and of the compose stack: there from the start, so that a first message needs no setting up.</summary>
public static class SandboxChannel
{
    /// <summary>Adds the channel with its key and its webhook, or brings it up to date; a webhook that was set stays.</summary>
    /// <param name="db">The directory.</param>
    /// <param name="secrets">Encrypts the channel's secrets.</param>
    /// <param name="options">Its settings.</param>
    /// <param name="simulatorUrl">Root of the simulator's Graph API, used where the options name no other server.</param>
    /// <param name="webhookUrl">Where its events go until somebody sets another webhook.</param>
    /// <param name="now">When it is added.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    public static async Task EnsureAsync(
        DirectoryDbContext db,
        SecretProtector secrets,
        SandboxOptions options,
        string simulatorUrl,
        string webhookUrl,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var number = options.PhoneNumber.TrimStart('+');
        var channelId = IdOf(number);
        var accessToken = secrets.Protect(options.AccessToken, channelId, SecretField.AccessToken);
        var appSecret = secrets.Protect(options.AppSecret, channelId, SecretField.AppSecret);
        var verifyToken = secrets.Protect(options.VerifyToken, channelId, SecretField.VerifyToken);
        if (await db.Channels.FindAsync([channelId], cancellationToken) is not { } channel)
        {
            channel = new Channel
            {
                Id = channelId,
                PhoneNumber = number,
                PhoneNumberId = "",
                CloudBaseUrl = "",
                AccessToken = accessToken,
                AppSecret = appSecret,
                VerifyToken = verifyToken,
                CreatedAt = now,
            };
            db.Channels.Add(channel);
        }

        channel.PhoneNumberId = options.PhoneNumberId;
        channel.CloudBaseUrl = options.CloudBaseUrl?.ToString().TrimEnd('/') ?? simulatorUrl;
        channel.WabaId = options.WabaId ?? (options.CloudBaseUrl is null ? SandboxOptions.SimulatorWabaId : null);
        channel.AppId = options.AppId ?? (options.CloudBaseUrl is null ? SandboxOptions.SimulatorAppId : null);
        channel.AccessToken = accessToken;
        channel.AppSecret = appSecret;
        channel.VerifyToken = verifyToken;

        await AddAccessAsync(db, secrets, channelId, options.ApiKey, webhookUrl, now, cancellationToken);
    }

    /// <summary>Id of the sandbox channel with a phone number.</summary>
    public static Guid IdOf(string phoneNumber) => DerivedId.From("sandbox", phoneNumber.TrimStart('+'));

    /// <summary>Adds the key, and the webhook unless there is one, and saves everything.</summary>
    internal static async Task AddAccessAsync(
        DirectoryDbContext db,
        SecretProtector secrets,
        Guid channelId,
        string apiKey,
        string webhookUrl,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var hash = ApiKeyText.HashOf(apiKey);
        if (!await db.ApiKeys.AnyAsync(key => key.Hash == hash, cancellationToken))
        {
            db.ApiKeys.Add(new ApiKey { Id = Guid.NewGuid(), ChannelId = channelId, Hash = hash, CreatedAt = now });
        }

        if (!await db.Webhooks.AnyAsync(webhook => webhook.ChannelId == channelId, cancellationToken))
        {
            db.Webhooks.Add(new Webhook
            {
                ChannelId = channelId,
                Url = webhookUrl,
                Headers = secrets.Protect("{}", channelId, SecretField.WebhookHeaders),
                ChangedAt = now,
            });
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
