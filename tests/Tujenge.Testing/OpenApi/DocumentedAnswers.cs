using System.Collections.Concurrent;
using NUnit.Framework;

namespace Tujenge.Testing.OpenApi;

/// <summary>
/// Holds every answer that a test gets from <c>/v1</c> against the document: its status and our own headers must be documented
/// and its body fit the schema. What a channel's v1 server said is left out where that server says what no real one would.
/// </summary>
public sealed class DocumentedAnswers() : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly ConcurrentDictionary<string, bool> _passedOn = new();
    private readonly ConcurrentDictionary<string, bool> _behindV1 = new();

    /// <summary>What stands before <c>/v1</c>.</summary>
    public string BasePath { get; set; } = "";

    /// <summary>The gateway's own document; without it, <see cref="V1Docs.Current"/>.</summary>
    public V1Docs? Docs { get; set; }

    /// <summary>Leaves out the channel of a key, whose v1 server is a test's own.</summary>
    public void PassOn(string key) => _passedOn[key] = true;

    /// <summary>Of the channel of a key, what the document says of v1 servers counts too.</summary>
    public void BehindV1(string key) => _behindV1[key] = true;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (Find(request) is { } operation && !HasKeyIn(request, _passedOn))
        {
            await CheckAsync(operation, answer, HasKeyIn(request, _behindV1), cancellationToken);
        }

        return answer;
    }

    private static bool HasKeyIn(HttpRequestMessage request, ConcurrentDictionary<string, bool> keys) =>
        request.Headers.SelectMany(header => header.Value).Any(keys.ContainsKey);

    /// <summary>The server itself refuses a path with a zero byte.</summary>
    private DocumentedOperation? Find(HttpRequestMessage request)
    {
        var path = request.RequestUri!.AbsolutePath;
        return path.StartsWith($"{BasePath}/v1/", StringComparison.Ordinal) && !path.Contains("%00", StringComparison.Ordinal)
            ? (Docs ?? V1Docs.Current)?.Find(request.Method, path[BasePath.Length..])
            : null;
    }

    private static async Task CheckAsync(
        DocumentedOperation operation,
        HttpResponseMessage answer,
        bool isBehindV1,
        CancellationToken cancellationToken)
    {
        var mediaType = answer.Content.Headers.ContentType?.MediaType;
        var json = "";
        if (mediaType == "application/json")
        {
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
            json = await answer.Content.ReadAsStringAsync(cancellationToken);
        }

        var headers = answer.Headers.Select(header => header.Key);
        if (operation.FindProblem((int)answer.StatusCode, mediaType, json, headers, isBehindV1) is { } problem)
        {
            throw new AssertionException(problem);
        }
    }
}
