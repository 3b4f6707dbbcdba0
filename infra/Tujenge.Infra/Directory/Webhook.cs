using Tujenge.Infra.Secrets;

namespace Tujenge.Infra.Directory;

/// <summary>Where a channel's events go. One webhook for each channel, as in v1.</summary>
public sealed class Webhook
{
    /// <summary>The channel.</summary>
    public required Guid ChannelId { get; init; }

    /// <summary>Absolute address.</summary>
    public required string Url { get; set; }

    /// <summary>Headers sent with every callback, as a JSON object of text to text. They are the tenant's secrets.</summary>
    public required ProtectedText Headers { get; set; }

    /// <summary>When it was last set.</summary>
    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>Makes the headers readable; needed after the webhook was read from the database.</summary>
    public void Open(SecretProtector secrets) => secrets.Open(Headers, ChannelId, SecretField.WebhookHeaders);
}
