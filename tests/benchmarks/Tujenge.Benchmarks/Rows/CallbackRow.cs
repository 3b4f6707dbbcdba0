using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Tujenge.Testing;

namespace Tujenge.Benchmarks.Rows;

/// <summary>
/// From the moment that WhatsApp posts a callback until the tenant's webhook is called with it, at a given rate. The rate is held
/// whatever the answers do (an open loop), so a slow moment is seen and not waited out.
/// </summary>
internal static class CallbackRow
{
    private static int _sequence;

    public static async Task RunAsync(Report report, FullStack full, int seconds, params int[] rates)
    {
        var rows = new List<string[]>();
        foreach (var rate in rates)
        {
            await PostAsync(full, rate, 3); // warm-up
            full.Webhook.Forget();
            var (sent, acknowledged) = await PostAsync(full, rate, seconds);
            await Eventually.HoldsAsync(
                () => Task.FromResult(sent.Keys.All(full.Webhook.Arrivals.ContainsKey)), "all callbacks at the webhook", TimeSpan.FromMinutes(1));
            var latencies = sent.Select(one =>
                Stopwatch.GetElapsedTime(one.Value, full.Webhook.Arrivals[one.Key]).TotalMilliseconds).ToArray();
            Report.Say($"callbacks at {rate}/s: p50 {Statistics.Quantile(latencies, 0.5):F1} ms, p99 {Statistics.Quantile(latencies, 0.99):F1} ms");
            rows.Add(
            [
                $"{rate}",
                $"{sent.Count}",
                Statistics.Quantile(latencies, 0.5).ToString("F1"),
                Statistics.Quantile(latencies, 0.99).ToString("F1"),
                Statistics.Quantile(acknowledged, 0.5).ToString("F1"),
                Statistics.Quantile(acknowledged, 0.99).ToString("F1"),
            ]);
        }

        report.Table(
            "Callback accepted to webhook called",
            ["callbacks/s", "callbacks", "p50 ms", "p99 ms", "acknowledged p50 ms", "acknowledged p99 ms"],
            rows);
    }

    private static async Task<(IReadOnlyDictionary<string, long> Sent, IReadOnlyCollection<double> Acknowledged)> PostAsync(
        FullStack full,
        int rate,
        int seconds)
    {
        using var http = new HttpClient { BaseAddress = full.Stack.Services["Inbound"].BaseAddress };
        var sent = new ConcurrentDictionary<string, long>();
        var acknowledged = new ConcurrentBag<double>();
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
        return (sent, acknowledged);

        async Task PostOneAsync()
        {
            var number = Interlocked.Increment(ref _sequence);
            var id = $"wamid.bench-{number}";
            var body = Encoding.UTF8.GetBytes(Callback(id, $"2557150{number % 5000:00000}"));
            using var request = new HttpRequestMessage(HttpMethod.Post, "callbacks/cloud") { Content = new ByteArrayContent(body) };
            var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Stack.AppSecret), body));
            request.Headers.Add("X-Hub-Signature-256", $"sha256={signature}");
            var posted = Stopwatch.GetTimestamp();
            sent[id] = posted;
            using var answer = await http.SendAsync(request);
            answer.EnsureSuccessStatusCode();
            acknowledged.Add(Stopwatch.GetElapsedTime(posted).TotalMilliseconds);
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
