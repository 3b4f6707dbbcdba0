using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Channels;

/// <summary>Kinds of upstream as operators write them.</summary>
internal static class UpstreamNames
{
    public static string Of(Upstream upstream) => upstream switch
    {
        Upstream.Cloud => "cloud",
        _ => throw new ArgumentOutOfRangeException(nameof(upstream), upstream, null),
    };

    public static Upstream? Find(string name) => name == "cloud" ? Upstream.Cloud : null;
}
