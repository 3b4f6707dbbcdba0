using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Tujenge.SystemTests.Kills.Checking;

namespace Tujenge.SystemTests.Kills.Running;

/// <summary>
/// A client system: posts messages through all edges in turn, and leaves one alone for a moment that does not answer. It
/// never posts a message again, so each fate stays clear.
/// </summary>
internal sealed class Client : IDisposable
{
    private static readonly TimeSpan LeaveAlone = TimeSpan.FromMilliseconds(500);

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(20) };
    private readonly Edge[] _edges;
    private int _turn;

    public Client(IEnumerable<Replica> edges) => _edges = [.. edges.Select(edge => new Edge(edge))];

    /// <summary>Everything posted, in the order of the answers.</summary>
    public ConcurrentQueue<Post> Posts { get; } = new();

    /// <summary>Posts a conversation's next message.</summary>
    public async Task PostAsync(Conversation conversation)
    {
        var number = conversation.NextNumber();
        var edge = NextEdge();
        var clock = Stopwatch.StartNew();
        var post = new Post(conversation.Name, number, default, default, 0, Edge: edge.Replica.Name);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(edge.Replica.Address, "v1/messages"))
            {
                Content = JsonContent.Create(new { to = conversation.Phone, type = "text", text = new { body = $"{number}" } }),
            };
            request.Headers.Add("WA-API-KEY", conversation.Channel.ApiKey);
            using var answer = await _client.SendAsync(request);
            post = post with
            {
                Status = (int)answer.StatusCode,
                SaysWhenToRetry = answer.Headers.RetryAfter is not null,
                MessageId = answer.IsSuccessStatusCode ? await ReadIdAsync(answer) : null,
            };
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            edge.LeftAloneUntil = Stopwatch.GetTimestamp() + (long)(LeaveAlone.TotalSeconds * Stopwatch.Frequency);
        }

        Posts.Enqueue(post with { AnsweredAt = DateTimeOffset.UtcNow, Took = clock.Elapsed });
    }

    public void Dispose() => _client.Dispose();

    private static async Task<string> ReadIdAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("messages")[0].GetProperty("id").GetString()!;

    /// <summary>The next one in turn, unless it is left alone; if all are, the next one nevertheless.</summary>
    private Edge NextEdge()
    {
        var turn = (uint)Interlocked.Increment(ref _turn);
        var inTurn = Enumerable.Range(0, _edges.Length).Select(step => _edges[(turn + step) % _edges.Length]).ToArray();
        return inTurn.FirstOrDefault(edge => edge.LeftAloneUntil <= Stopwatch.GetTimestamp()) ?? inTurn[0];
    }

    private sealed class Edge(Replica replica)
    {
        private long _leftAloneUntil;

        public Replica Replica { get; } = replica;

        public long LeftAloneUntil
        {
            get => Interlocked.Read(ref _leftAloneUntil);
            set => Interlocked.Exchange(ref _leftAloneUntil, value);
        }
    }
}
