using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using Tujenge.Infra.Directory;

namespace Tujenge.Infra.Upstreams;

/// <summary>Calls of the Graph API that somebody waits for, with the channel's token, streamed in both directions.</summary>
public sealed class Graph(IHttpClientFactory clients, IOptions<CloudOptions> options)
{
    /// <summary>Name of its HTTP client.</summary>
    public const string ClientName = "graph";

    /// <summary>Until an answer begins; a file that comes down may then take its time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The same where a file goes up first: media of 100 MB over a slow line.</summary>
    private static readonly TimeSpan UploadPatience = TimeSpan.FromMinutes(10);

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
        return await SendAsync(request, content is MultipartContent ? UploadPatience : Patience, cancellationToken);
    }

    /// <summary>Sends the bytes of a resumable upload, all at once; there Graph wants the token under another scheme.</summary>
    /// <exception cref="HttpRequestException">There was no answer.</exception>
    public async Task<HttpResponseMessage> UploadAsync(
        Channel channel,
        string sessionId,
        HttpContent content,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri($"{channel.CloudBaseUrl}/{options.Value.ApiVersion}/{sessionId}"))
        { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("OAuth", channel.AccessToken.Reveal());
        request.Headers.Add("file_offset", "0");
        return await SendAsync(request, UploadPatience, cancellationToken);
    }

    /// <summary>Gets what everybody may see at an address that Graph gave, without the token.</summary>
    /// <returns>Null for an address that is neither https nor on the channel's own Graph host.</returns>
    /// <exception cref="HttpRequestException">There was no answer.</exception>
    public async Task<HttpResponseMessage?> GetPublicAsync(Uri address, Channel channel, CancellationToken cancellationToken)
    {
        var root = new Uri(channel.CloudBaseUrl);
        if (!address.IsAbsoluteUri
            || (address.Scheme != Uri.UriSchemeHttps && (address.Scheme, address.Authority) != (root.Scheme, root.Authority)))
        {
            return null;
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await SendAsync(request, Patience, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, TimeSpan patience, CancellationToken cancellationToken)
    {
        request.Headers.UserAgent.ParseAdd("Tujenge");
        using var client = clients.CreateClient(ClientName);
        client.Timeout = patience;
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}
