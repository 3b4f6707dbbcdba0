namespace Tujenge.Edge.Paths;

/// <summary>
/// The part of the original API that is for the owner of the client and not for its users: registration, certificates,
/// settings, health, accounts (whatsapp-v1-api, section 1).
/// </summary>
/// <param name="basePath">What stands before <c>/v1</c>.</param>
internal sealed class BlockedPaths(string basePath)
{
    private static readonly HashSet<string> Resources = new(StringComparer.OrdinalIgnoreCase)
    {
        "certificates", "account", "health", "stats", "metrics", "support", "users",
    };

    private static readonly HashSet<string> OpenSettings = new(StringComparer.OrdinalIgnoreCase)
    {
        "business/profile", "profile/about", "profile/photo",
    };

    private readonly IReadOnlyList<string> _base = RequestPath.Segments(basePath);

    /// <summary>Whether a path is blocked, whatever the spelling.</summary>
    public bool Contains(string path) => Below(RequestPath.Segments(path)) switch
    {
        [var first, ..] when Is(first, "metrics") => true,
        [var v1, var settings, .. var setting] when Is(v1, "v1") && Is(settings, "settings") =>
            !OpenSettings.Contains(string.Join('/', setting)),
        [var v1, var resource, ..] when Is(v1, "v1") => Resources.Contains(resource),
        _ => false,
    };

    private string[] Below(IReadOnlyList<string> segments) =>
        segments.Count >= _base.Count && segments.Take(_base.Count).SequenceEqual(_base, StringComparer.OrdinalIgnoreCase)
            ? [.. segments.Skip(_base.Count)]
            : [];

    private static bool Is(string segment, string name) => segment.Equals(name, StringComparison.OrdinalIgnoreCase);
}
