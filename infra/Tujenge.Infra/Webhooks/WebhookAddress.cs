using System.Globalization;
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

        return !options.AllowPrivateAddresses && IsPrivate(uri)
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

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? IsPublicIPv6(address.GetAddressBytes())
            : IsPublicIPv4(address.GetAddressBytes());
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

    private static bool IsPrivate(Uri uri)
    {
        var host = string.Concat(uri.Host.Select(Plain)).Trim('[', ']').TrimEnd('.'); // A name may end with a dot and means the same.
        return uri.IsLoopback
            || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && !IsPublic(address));
    }

    /// <summary>
    /// What a letter of a name stands for, as in １２７.０.０.１ (UTS 46). <see cref="Uri.IdnHost"/> does not tell where globalization is
    /// invariant.
    /// </summary>
    private static char Plain(char letter) => letter switch
    {
        >= '！' and <= '～' => (char)(letter - '！' + '!'),
        '。' or '｡' => '.',
        _ when CharUnicodeInfo.GetDigitValue(letter) is >= 0 and var digit => (char)('0' + digit),
        _ => letter,
    };

    private static bool IsPublicIPv4(byte[] address) => address switch
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

    /// <summary>Gateways turn some IPv6 addresses into IPv4 ones, so the address inside counts.</summary>
    private static bool IsPublicIPv6(byte[] address) => address switch
    {
        [0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0, .. var inside] => IsPublicIPv4(inside), // NAT64
        [0x20, 0x02, .. var inside] => IsPublicIPv4(inside[..4]), // 6to4
        [0x20, 0x01, <= 0x01, ..] => false, // Teredo, benchmarks and the like
        [0x20, 0x01, 0x0D, 0xB8, ..] => false, // documentation
        [>= 0x20 and <= 0x3F, ..] => true, // all that was ever given out
        _ => false,
    };
}
