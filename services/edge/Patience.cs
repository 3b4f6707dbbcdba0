namespace Tujenge.Edge;

/// <summary>How long a client is kept waiting.</summary>
internal static class Patience
{
    /// <summary>Shorter than the driver's own: a client had better hear 503 and try again.</summary>
    public static readonly TimeSpan ForDatabase = TimeSpan.FromSeconds(5);
}
