using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Admin.Channels;

/// <summary>Kinds of upstream as operators write them.</summary>
internal static class UpstreamNames
{
    public static string Of(Upstream upstream) => upstream switch
    {
        Upstream.Cloud => "cloud",
        Upstream.V1 => "v1",
        _ => throw new ArgumentOutOfRangeException(nameof(upstream), upstream, null),
    };

    public static Upstream? Find(string name) => name switch
    {
        "cloud" => Upstream.Cloud,
        "v1" => Upstream.V1,
        _ => null,
    };
}
