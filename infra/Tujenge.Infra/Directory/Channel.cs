using Tujenge.Infra.Secrets;

namespace Tujenge.Infra.Directory;

/// <summary>A business phone number with its upstream: the unit that keys, webhooks, windows and messages belong to.</summary>
public sealed class Channel
{
    /// <summary>Our id of the channel.</summary>
    public required Guid Id { get; init; }

    /// <summary>The tenant whose number it is; null where the installation does without tenants.</summary>
    public Guid? TenantId { get; set; }

    /// <summary>The business phone number, digits only.</summary>
    public required string PhoneNumber { get; set; }

    /// <summary>What is behind it.</summary>
    public Upstream Upstream { get; set; }

    /// <summary>The Cloud API's id of the number: in the address of sends, and in callbacks for routing; empty for another upstream.</summary>
    public required string PhoneNumberId { get; set; }

    /// <summary>WhatsApp business account; null switches the template check off.</summary>
    public string? WabaId { get; set; }

    /// <summary>Meta app, which profile photos are uploaded with; null where they are not.</summary>
    public string? AppId { get; set; }

    /// <summary>Graph API root without the version, such as <c>https://graph.facebook.com</c>.</summary>
    public required string CloudBaseUrl { get; set; }

    /// <summary>Bearer token for the Graph API.</summary>
    public required ProtectedText AccessToken { get; set; }

    /// <summary>Key of the signature on callbacks.</summary>
    public required ProtectedText AppSecret { get; set; }

    /// <summary>What WhatsApp must show when it verifies the callback address.</summary>
    public required ProtectedText VerifyToken { get; set; }

    /// <summary>Root of the v1 server, what stands before <c>/v1</c>; null for another upstream.</summary>
    public string? V1BaseUrl { get; set; }

    /// <summary>Who logs in to the v1 server.</summary>
    public string? V1Username { get; set; }

    /// <summary>Password of <see cref="V1Username"/>.</summary>
    public ProtectedText? V1Password { get; set; }

    /// <summary>Hash of the token in the address that the v1 server calls. It signs nothing, so the token is all that it shows.</summary>
    public byte[]? CallbackTokenHash { get; set; }

    /// <summary>Messages that each of its keys may post in a second, three times as many at once; null: as the installation has it.</summary>
    public int? MessagesPerSecond { get; set; }

    /// <summary>Other v1 calls that each of its keys may make in a second, three times as many at once; null: as the installation has it.</summary>
    public int? RequestsPerSecond { get; set; }

    /// <summary>Whether its webhook is told that messages are <c>sent</c>. v1 clients need not expect it: the original had it switched off.</summary>
    public bool SentStatus { get; set; } = true;

    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Makes the secrets readable; needed after the channel was read from the database.</summary>
    public void Open(SecretProtector secrets)
    {
        secrets.Open(AccessToken, Id, SecretField.AccessToken);
        secrets.Open(AppSecret, Id, SecretField.AppSecret);
        secrets.Open(VerifyToken, Id, SecretField.VerifyToken);
        if (V1Password is { } password)
        {
            secrets.Open(password, Id, SecretField.V1Password);
        }
    }
}
