namespace Tujenge.Infra.Directory;

/// <summary>What kind of WhatsApp a channel has behind it.</summary>
public enum Upstream
{
    /// <summary>Meta's Cloud API.</summary>
    Cloud = 0,
}
