using System.Net;
using System.Net.Sockets;

namespace Tujenge.Infra.Webhooks;

/// <summary>
/// The rules for webhook addresses. Edge checks them when a webhook is set, dispatcher checks the address that a name
/// stands for on every connection, because a name can change its meaning in between.
/// </summary>
public static class WebhookAddress
{
    /// <summary>What is wrong with a webhook's URL, in words for its owner; null when nothing is.</summary>
    public static string? Problem(string? url, WebhookOptions options)
    {
        if (string.IsNullOrWhiteSpace(url) || !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            return "url must be an absolute address, such as https://client.example/wa-hook";
        }

        if (uri.Scheme != Uri.UriSchemeHttps && !(options.AllowHttp && uri.Scheme == Uri.UriSchemeHttp))
        {
            return options.AllowHttp ? "url must begin with https:// or http://" : "url must begin with https://";
        }

        if (uri.UserInfo.Length > 0)
        {
            return "url must not contain a user name or password; put them into headers";
        }

        var literal = IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address);
        return !options.AllowPrivateAddresses && (uri.IsLoopback || (literal && !IsPublic(address!)))
            ? "url must not point to a private or loopback address"
            : null;
    }

    /// <summary>Whether an address belongs to the internet at large.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return !IPAddress.IsLoopback(address)
                && !address.Equals(IPAddress.IPv6Any)
                && !address.IsIPv6LinkLocal
                && !address.IsIPv6SiteLocal
                && !address.IsIPv6UniqueLocal
                && !address.IsIPv6Multicast;
        }

        return address.GetAddressBytes() switch
        {
            [0, ..] or [10, ..] or [127, ..] => false,
            [100, >= 64 and <= 127, ..] => false, // shared by carriers
            [169, 254, ..] => false, // link-local, cloud metadata
            [172, >= 16 and <= 31, ..] => false,
            [192, 168, ..] or [192, 0, 0, _] => false,
            [198, 18 or 19, ..] => false, // benchmarks
            [>= 224, ..] => false, // multicast, reserved, broadcast
            _ => true,
        };
    }

    /// <summary>A connection that goes only where the options allow; for <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="HttpRequestException">The name stands for no allowed address.</exception>
    public static async ValueTask<Stream> ConnectAsync(
        DnsEndPoint endPoint,
        WebhookOptions options,
        CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(endPoint.Host, cancellationToken);
        var allowed = options.AllowPrivateAddresses ? addresses : Array.FindAll(addresses, IsPublic);
        if (allowed.Length == 0)
        {
            throw new HttpRequestException(
                HttpRequestError.ConnectionError, "the webhook's name stands for a private or loopback address");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, endPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
