using Tujenge.Edge.Upstreams.Proxying;
using Tujenge.Infra.Directory;
using Tujenge.Infra.Upstreams.V1;

namespace Tujenge.Edge.Upstreams;

/// <summary>The one place that asks a channel which upstream it has.</summary>
internal sealed class ChannelUpstreams(CloudUpstream cloud, V1Upstream v1)
{
    public IUpstream Of(Channel channel) => channel.Upstream switch
    {
        Upstream.Cloud => cloud,
        Upstream.V1 => v1,
        _ => throw new InvalidOperationException($"Channel {channel.Id} has an upstream that this release does not know: {channel.Upstream}"),
    };
}

internal static class ChannelUpstreamsExtensions
{
    public static void AddChannelUpstreams(this IServiceCollection services)
    {
        services.AddV1Tokens();
        services.AddHttpForwarder();
        services.AddSingleton<CloudUpstream>();
        services.AddSingleton<V1Upstream>();
        services.AddSingleton<ChannelUpstreams>();
    }
}
