using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using Tujenge.Infra.Directory;

namespace Tujenge.Infra.Upstreams;

/// <summary>Calls of the Graph API that somebody waits for, with the channel's token, streamed in both directions.</summary>
public sealed class Graph(IHttpClientFactory clients, IOptions<CloudOptions> options)
{
    /// <summary>Name of its HTTP client.</summary>
    public const string ClientName = "graph";

    /// <summary>Media of 100 MB over a slow line; a server that does not answer at all is noticed by the connection.</summary>
    public static TimeSpan Timeout => TimeSpan.FromMinutes(10);

    /// <summary>Its connections.</summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false, // A redirect would carry the token elsewhere.
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    /// <summary>Calls <c>{root}/{version}/{path}</c>; the answer's body is not read yet.</summary>
    /// <exception cref="HttpRequestException">There was no answer.</exception>
    public Task<HttpResponseMessage> SendAsync(
        Channel channel,
        HttpMethod method,
        string path,
        HttpContent? content,
        CancellationToken cancellationToken) =>
        SendAsync(channel, method, new Uri($"{channel.CloudBaseUrl}/{options.Value.ApiVersion}/{path}"), content, cancellationToken);

    /// <summary>Calls an address that Graph gave. The caller has checked its host: it gets the token.</summary>
    /// <exception cref="HttpRequestException">There was no answer.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        Channel channel,
        HttpMethod method,
        Uri address,
        HttpContent? content,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", channel.AccessToken.Reveal());
        request.Headers.UserAgent.ParseAdd("Tujenge");
        using var client = clients.CreateClient(ClientName);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}
