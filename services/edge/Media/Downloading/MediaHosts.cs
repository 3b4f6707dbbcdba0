using Tujenge.Infra.Directory;

namespace Tujenge.Edge.Media.Downloading;

/// <summary>Where media may be fetched from with a channel's token: on the hosts of the settings and on the channel's own Graph host.</summary>
internal static class MediaHosts
{
    public static bool Allow(Uri address, Channel channel, EdgeOptions options)
    {
        if (!address.IsAbsoluteUri)
        {
            return false;
        }

        var graph = new Uri(channel.CloudBaseUrl);
        var isGraph = address.Scheme == graph.Scheme && address.Authority == graph.Authority;
        return isGraph
            || (address.Scheme == Uri.UriSchemeHttps
                && address.IsDefaultPort
                && options.MediaHosts.Contains(address.Host, StringComparer.OrdinalIgnoreCase));
    }
}
