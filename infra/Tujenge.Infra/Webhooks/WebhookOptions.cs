namespace Tujenge.Infra.Webhooks;

/// <summary>Which webhook addresses an installation allows. Bound from <c>Webhooks</c>.</summary>
public sealed class WebhookOptions
{
    /// <summary>Section in the configuration.</summary>
    public const string SectionName = "Webhooks";

    /// <summary>Allows plain http. Off: the tenant's headers are secrets and must not travel in clear.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>
    /// Allows loopback, private and link-local addresses. Off: a tenant's webhook must not reach into the network that
    /// the gateway runs in.
    /// </summary>
    public bool AllowPrivateAddresses { get; init; }
}
