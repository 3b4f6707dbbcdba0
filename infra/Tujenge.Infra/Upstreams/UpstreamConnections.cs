using System.Text;

namespace Tujenge.Infra.Upstreams;

/// <summary>The connections to WhatsApp's servers, the same for every client that calls them.</summary>
public static class UpstreamConnections
{
    /// <summary>A server that does not take a connection within this time is away.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Makes a pool of them.</summary>
    public static SocketsHttpHandler Create() => Create(TimeSpan.MaxValue);

    /// <summary>Makes a pool of them for calls that may take only so long: half of it is for the connection, at the most.</summary>
    public static SocketsHttpHandler Create(TimeSpan callTimeout) => new()
    {
        AllowAutoRedirect = false, // A redirect would carry the token, or the password, elsewhere.
        UseCookies = false,
        RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1, // As a client's headers came in.
        ConnectTimeout = callTimeout / 2 < ConnectTimeout ? callTimeout / 2 : ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
