using System.Net;
using System.Net.Http.Headers;
using Yarp.ReverseProxy.Forwarder;

namespace Tujenge.Edge.Upstreams.Proxying;

/// <summary>
/// Makes the client's request one of ours, and looks at the answer. YARP itself leaves out what belongs to the connection and
/// not to the message (RFC 9110, section 7.6.1).
/// </summary>
/// <param name="address">The whole address at the v1 server.</param>
/// <param name="token">Login token.</param>
/// <param name="keyHeaders">Headers that may carry the client's key: none of the server's business.</param>
internal sealed class ProxyTransform(Uri address, string token, IReadOnlyCollection<string> keyHeaders) : HttpTransformer
{
    /// <summary>What the client's side of the gateway has for itself.</summary>
    private static readonly string[] OurSide =
    [
        "Cookie", "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Real-IP",
    ];

    /// <summary>Whether the server did not take the token; then nothing of its answer was given to the client.</summary>
    public bool IsTokenRefused { get; private set; }

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext,
        HttpRequestMessage proxyRequest,
        string destinationPrefix,
        CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        foreach (var header in keyHeaders.Concat(OurSide))
        {
            proxyRequest.Headers.Remove(header);
        }

        proxyRequest.RequestUri = address;
        proxyRequest.Headers.Host = null; // The address says it.
        proxyRequest.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext,
        HttpResponseMessage? proxyResponse,
        CancellationToken cancellationToken)
    {
        IsTokenRefused = proxyResponse?.StatusCode == HttpStatusCode.Unauthorized;
        if (IsTokenRefused)
        {
            return false;
        }

        var hasBody = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        httpContext.Response.Headers.Remove("Set-Cookie");
        httpContext.Response.Headers.XContentTypeOptions = "nosniff";
        return hasBody;
    }
}
