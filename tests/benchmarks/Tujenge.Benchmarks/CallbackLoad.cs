using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Tujenge.Benchmarks;

/// <summary>A callback that was posted.</summary>
/// <param name="Id">WhatsApp's id of its message.</param>
/// <param name="PostedAt">Timestamp of <see cref="Stopwatch"/>.</param>
/// <param name="Status">What inbound answered.</param>
/// <param name="AnsweredAfter">In milliseconds.</param>
internal sealed record PostedCallback(string Id, long PostedAt, HttpStatusCode Status, double AnsweredAfter);

/// <summary>
/// Posts callbacks as WhatsApp does, at a rate that is held whatever the answers do (an open loop), so that a slow moment is seen
/// and not waited out.
/// </summary>
internal static class CallbackLoad
{
    private static int _sequence;

    public static async Task<IReadOnlyCollection<PostedCallback>> PostAsync(FullStack full, int rate, int seconds)
    {
        using var http = new HttpClient { BaseAddress = full.Stack.Services["Inbound"].BaseAddress };
        var posted = new ConcurrentBag<PostedCallback>();
        var posts = new List<Task>();
        var start = Stopwatch.GetTimestamp();
        for (var number = 0; number < rate * seconds; number++)
        {
            var due = TimeSpan.FromSeconds((double)number / rate) - Stopwatch.GetElapsedTime(start);
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due);
            }

            posts.Add(PostOneAsync());
        }

        await Task.WhenAll(posts);
        return posted;

        async Task PostOneAsync()
        {
            var number = Interlocked.Increment(ref _sequence);
            var id = $"wamid.bench-{number}";
            var body = Encoding.UTF8.GetBytes(Callback(id, $"2557150{number % 5000:00000}"));
            using var request = new HttpRequestMessage(HttpMethod.Post, "callbacks/cloud") { Content = new ByteArrayContent(body) };
            var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Stack.AppSecret), body));
            request.Headers.Add("X-Hub-Signature-256", $"sha256={signature}");
            var postedAt = Stopwatch.GetTimestamp();
            using var answer = await http.SendAsync(request);
            posted.Add(new PostedCallback(id, postedAt, answer.StatusCode, Stopwatch.GetElapsedTime(postedAt).TotalMilliseconds));
        }
    }

    private static string Callback(string id, string from) =>
        $$$"""
        {"object":"whatsapp_business_account","entry":[{"id":"200000000000001","changes":[{"field":"messages","value":{
        "messaging_product":"whatsapp","metadata":{"display_phone_number":"255754000000","phone_number_id":"{{{Stack.PhoneNumberId}}}"},
        "contacts":[{"profile":{"name":"Asha"},"wa_id":"{{{from}}}"}],
        "messages":[{"from":"{{{from}}}","id":"{{{id}}}","timestamp":"{{{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}}}","type":"text","text":{"body":"Is order 7 ready?"}}]
        }}]}]}
        """;
}
