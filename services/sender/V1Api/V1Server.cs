using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Tujenge.Infra.Directory;
using Tujenge.Sender.Upstreams;

namespace Tujenge.Sender.V1Api;

/// <summary>Posts to a v1 server. The root differs between channels.</summary>
internal sealed class V1Server(IHttpClientFactory clients)
{
    public const string ClientName = "v1-api";

    /// <summary>The longest answer that is read; real ones have a few hundred bytes.</summary>
    public const int MostBytes = 1024 * 1024;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>Posts one JSON document. Repeating the call may send again, so only the caller may decide to.</summary>
    /// <param name="channel">Whose server.</param>
    /// <param name="path">Below <c>/v1</c>, such as <c>messages</c>.</param>
    /// <param name="token">Login token.</param>
    /// <param name="json">The document.</param>
    /// <param name="cancellationToken">The caller's patience.</param>
    public async Task<V1Reply> PostAsync(Channel channel, string path, string token, string json, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{channel.V1BaseUrl}/v1/{path}")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json)) { Headers = { ContentType = Json } },
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var answer = await client.SendAsync(request, cancellationToken);
            return new V1Reply(answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken), Fault: null)
            {
                Pause = RetryAfter.In(answer.Headers),
            };
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or IOException or InvalidOperationException)
        {
            return new V1Reply(Status: null, Body: "", fault); // The last one: a charset in Content-Type that there is not.
        }
    }
}

/// <summary>What came back.</summary>
/// <param name="Status">HTTP status; null when there was no whole answer.</param>
/// <param name="Body">Its text.</param>
/// <param name="Fault">Why there was none.</param>
internal sealed record V1Reply(HttpStatusCode? Status, string Body, Exception? Fault)
{
    /// <summary>What it asked for in <c>Retry-After</c>.</summary>
    public TimeSpan? Pause { get; init; }
}
