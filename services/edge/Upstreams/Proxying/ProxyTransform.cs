using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Tujenge.Edge.V1.OpenApi;
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

    /// <summary>Headers of the server that are about what it answers; the others are about the server.</summary>
    private static readonly HashSet<string> Passed = new(StringComparer.OrdinalIgnoreCase)
    {
        "Allow", "Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language", "Content-Length", "Content-Range", "Content-Type",
        "Date", "ETag", "Expires", "Last-Modified", "Retry-After", "Transfer-Encoding", "Vary",
    };

    /// <summary>Whether the server did not take the token; then nothing of its answer was given to the client.</summary>
    public bool IsTokenRefused { get; private set; }

    /// <summary>The status of an answer that no v1 client would understand; nothing of it was given to the client either.</summary>
    public HttpStatusCode? NotUnderstood { get; private set; }

    /// <summary>What such an answer asked for in <c>Retry-After</c>.</summary>
    public RetryConditionHeaderValue? Wait { get; private set; }

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

        if (proxyResponse is not null && !await IsUnderstoodAsync(httpContext, proxyResponse, cancellationToken))
        {
            NotUnderstood = proxyResponse.StatusCode;
            Wait = proxyResponse.Headers.RetryAfter;
            return false;
        }

        if (proxyResponse is { IsSuccessStatusCode: true } && httpContext.GetEndpoint()?.Metadata.GetMetadata<AnswerReader>() is { } reader)
        {
            await reader.LookAsync(httpContext, proxyResponse.Content, cancellationToken);
        }

        var hasBody = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        foreach (var header in httpContext.Response.Headers.Keys.Where(header => !Passed.Contains(header)).ToArray())
        {
            httpContext.Response.Headers.Remove(header);
        }

        var response = httpContext.Response;
        if (response.StatusCode == StatusCodes.Status429TooManyRequests && StringValues.IsNullOrEmpty(response.Headers.RetryAfter))
        {
            response.Headers.RetryAfter = "1"; // As of our own limit: clients look for it.
        }

        httpContext.Response.Headers.XContentTypeOptions = "nosniff";
        return hasBody;
    }

    /// <summary>
    /// Errors come in one of v1's envelopes; a redirect leads clients to where they have no business. A page with a success is a proxy's,
    /// asking for a login perhaps, unless files of any kind are what was asked for.
    /// </summary>
    private static async Task<bool> IsUnderstoodAsync(
        HttpContext context, HttpResponseMessage answer, CancellationToken cancellationToken) => (int)answer.StatusCode switch
        {
            >= 200 and < 300 => answer.Content.Headers.ContentType?.MediaType != "text/html"
                || context.GetEndpoint()?.Metadata.GetMetadata<FileAnswer>() is { MediaType: "*/*" },
            304 => true,
            >= 400 => answer.Content.Headers.ContentType?.MediaType == "application/json" && await IsErrorAsync(answer.Content, cancellationToken),
            _ => false,
        };

    /// <summary>What is compressed is believed: only the client knows to read it.</summary>
    private static async Task<bool> IsErrorAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentEncoding.Count > 0)
        {
            return content.Headers.ContentLength != 0;
        }

        using var json = await AnswerReader.ParseAsync(content, cancellationToken);
        return json?.RootElement is { ValueKind: JsonValueKind.Object } answer
            && ((answer.TryGetProperty("errors", out var errors) && errors is { ValueKind: JsonValueKind.Array } && IsTold(errors))
                || (answer.TryGetProperty("meta", out var meta) && meta is { ValueKind: JsonValueKind.Object } && meta.TryGetProperty("developer_message", out _)));

        static bool IsTold(JsonElement errors) => errors.GetArrayLength() > 0 && errors.EnumerateArray().All(error => error.ValueKind == JsonValueKind.Object);
    }
}
