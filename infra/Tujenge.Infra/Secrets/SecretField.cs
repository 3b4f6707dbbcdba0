namespace Tujenge.Infra.Secrets;

/// <summary>Where a secret belongs within its channel. What is encrypted for one field does not decrypt in another.</summary>
public sealed class SecretField
{
    private SecretField(string name) => Name = name;

    /// <summary>Bearer token for the upstream.</summary>
    public static SecretField AccessToken { get; } = new("access_token");

    /// <summary>Key of the signature on callbacks.</summary>
    public static SecretField AppSecret { get; } = new("app_secret");

    /// <summary>What WhatsApp shows when it verifies the callback address.</summary>
    public static SecretField VerifyToken { get; } = new("verify_token");

    /// <summary>Password for the v1 server.</summary>
    public static SecretField V1Password { get; } = new("v1_password");

    /// <summary>Headers of the webhook.</summary>
    public static SecretField WebhookHeaders { get; } = new("webhook_headers");

    /// <summary>Part of the encryption: changing it makes what is stored unreadable.</summary>
    public string Name { get; }

    /// <summary>For messages to people.</summary>
    public override string ToString() => Name.Replace('_', ' ');
}
