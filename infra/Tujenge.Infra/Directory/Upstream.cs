namespace Tujenge.Infra.Directory;

/// <summary>What kind of WhatsApp a channel has behind it.</summary>
public enum Upstream
{
    /// <summary>Meta's Cloud API.</summary>
    Cloud = 0,

    /// <summary>A server that speaks the On-Premises API.</summary>
    V1 = 1,
}
