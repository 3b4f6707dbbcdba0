using Microsoft.Extensions.Options;
using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Media.Downloading;

/// <summary>Where media may be fetched from with a channel's token: on the hosts of the settings and on the channel's own Graph host.</summary>
internal sealed partial class MediaHosts(IOptions<EdgeOptions> options, ILogger<MediaHosts> logger)
{
    /// <summary>Whether an address is on one of them; the operator is told when it is not, since clients cannot do anything about it.</summary>
    public bool Allow(Uri address, Channel channel)
    {
        var isAllowed = address.IsAbsoluteUri
            && (IsGraph(address, new Uri(channel.CloudBaseUrl))
                || (address.Scheme == Uri.UriSchemeHttps
                    && address.IsDefaultPort
                    && options.Value.MediaHosts.Contains(address.Host, StringComparer.OrdinalIgnoreCase)));
        if (!isAllowed)
        {
            Log.NotAllowed(logger, channel.Id, address.IsAbsoluteUri ? $"{address.Scheme}://{address.Authority}" : "no host");
        }

        return isAllowed;
    }

    private static bool IsGraph(Uri address, Uri graph) => address.Scheme == graph.Scheme && address.Authority == graph.Authority;

    private static partial class Log
    {
        [LoggerMessage(
            1050,
            LogLevel.Warning,
            "WhatsApp has media of channel {ChannelId} at {Host}: not fetched, since Edge:MediaHosts does not name that host (https, at its usual port)")]
        public static partial void NotAllowed(ILogger logger, Guid channelId, string host);
    }
}
