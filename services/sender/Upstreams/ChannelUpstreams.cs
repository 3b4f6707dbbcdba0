using Tujenge.Infra.Directory;
using Tujenge.Sender.CloudApi;
using Tujenge.Sender.V1Api;

namespace Tujenge.Sender.Upstreams;

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
