using System.Buffers;

namespace Tujenge.Edge.Paths;

/// <summary>
/// The part of the original API that is for the owner of the client and not for its users: registration, certificates,
/// settings, health, accounts (whatsapp-v1-api, section 1).
/// </summary>
/// <param name="basePath">What stands before <c>/v1</c>.</param>
internal sealed class BlockedPaths(string basePath)
{
    /// <summary>A path of nothing but these, without empty segments and dots at their beginnings, is spelt in one way only.</summary>
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("/-._~!$&'()*+,=:@0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static readonly HashSet<string> Resources = new(StringComparer.OrdinalIgnoreCase)
    {
        "certificates", "account", "health", "stats", "metrics", "support", "users",
    };

    private static readonly HashSet<string> OpenSettings = new(StringComparer.OrdinalIgnoreCase)
    {
        "business/profile", "profile/about", "profile/photo",
    };

    private readonly IReadOnlyList<string> _base = RequestPath.Segments(basePath);
    private readonly string _plainBase = string.Concat(RequestPath.Segments(basePath).Select(segment => $"/{segment}"));

    /// <summary>Whether a path is blocked, whatever the spelling.</summary>
    public bool Contains(string path) => IsPlain(path) ? ContainsPlain(path) : ContainsSpelt(path);

    private static bool IsPlain(ReadOnlySpan<char> path) =>
        path is ['/', ..] && !path.ContainsAnyExcept(Plain) && path.IndexOf("//") < 0 && path.IndexOf("/.") < 0;

    /// <summary>As nearly all paths are, without a copy of anything.</summary>
    private bool ContainsPlain(ReadOnlySpan<char> path)
    {
        if (!path.StartsWith(_plainBase, StringComparison.OrdinalIgnoreCase) || path[_plainBase.Length..] is not ['/', .. var below])
        {
            return false;
        }

        var first = Take(ref below);
        if (!first.Equals("v1", StringComparison.OrdinalIgnoreCase))
        {
            return first.Equals("metrics", StringComparison.OrdinalIgnoreCase);
        }

        var resource = Take(ref below);
        return resource.Equals("settings", StringComparison.OrdinalIgnoreCase)
            ? !OpenSettings.GetAlternateLookup<ReadOnlySpan<char>>().Contains(below.TrimEnd('/'))
            : Resources.GetAlternateLookup<ReadOnlySpan<char>>().Contains(resource);
    }

    /// <summary>The first segment, which is taken off.</summary>
    private static ReadOnlySpan<char> Take(ref ReadOnlySpan<char> path)
    {
        var end = path.IndexOf('/');
        var segment = end < 0 ? path : path[..end];
        path = end < 0 ? [] : path[(end + 1)..];
        return segment;
    }

    private bool ContainsSpelt(string path) => Below(RequestPath.Segments(path)) switch
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
