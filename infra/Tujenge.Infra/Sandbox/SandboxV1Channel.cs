using Tujenge.Infra.Directory;
using Tujenge.Infra.Secrets;

namespace Tujenge.Infra.Sandbox;

/// <summary>The second channel of standalone and of the compose stack, whose WhatsApp is a v1 server.</summary>
public static class SandboxV1Channel
{
    /// <summary>Adds the channel with its key and its webhook, or brings it up to date; does nothing where the options have no key for it.</summary>
    /// <param name="db">The directory.</param>
    /// <param name="secrets">Encrypts the channel's secrets.</param>
    /// <param name="options">Its settings.</param>
    /// <param name="simulatorUrl">Root of the simulator's On-Premises API, used where the options name no other server.</param>
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
        if (options.V1ApiKey.Length == 0)
        {
            return;
        }

        var channelId = SandboxChannel.IdOf(options.V1PhoneNumber);
        if (await db.Channels.FindAsync([channelId], cancellationToken) is not { } channel)
        {
            channel = new Channel
            {
                Id = channelId,
                PhoneNumber = options.V1PhoneNumber.TrimStart('+'),
                PhoneNumberId = "",
                CloudBaseUrl = "",
                AccessToken = secrets.Protect("", channelId, SecretField.AccessToken),
                AppSecret = secrets.Protect("", channelId, SecretField.AppSecret),
                VerifyToken = secrets.Protect("", channelId, SecretField.VerifyToken),
                CreatedAt = now,
            };
            db.Channels.Add(channel);
        }

        channel.Upstream = Upstream.V1;
        channel.V1BaseUrl = options.V1BaseUrl?.ToString().TrimEnd('/') ?? simulatorUrl;
        channel.V1Username = options.V1Username;
        channel.V1Password = secrets.Protect(options.V1Password, channelId, SecretField.V1Password);
        channel.CallbackTokenHash = CallbackToken.HashOf(options.V1CallbackToken);
        await SandboxChannel.AddAccessAsync(db, secrets, channelId, options.V1ApiKey, webhookUrl, now, cancellationToken);
    }
}
