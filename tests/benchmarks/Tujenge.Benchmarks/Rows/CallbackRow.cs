using System.Diagnostics;
using System.Net;
using Tujenge.Testing;

namespace Tujenge.Benchmarks.Rows;

/// <summary>From the moment that WhatsApp posts a callback until the tenant's webhook is called with it, at a given rate.</summary>
internal static class CallbackRow
{
    public static async Task RunAsync(Report report, FullStack full, int seconds, params int[] rates)
    {
        var rows = new List<string[]>();
        foreach (var rate in rates)
        {
            await CallbackLoad.PostAsync(full, rate, 3); // warm-up
            full.Webhook.Forget();
            var posted = await CallbackLoad.PostAsync(full, rate, seconds);
            if (posted.FirstOrDefault(one => one.Status != HttpStatusCode.OK) is { } refused)
            {
                throw new InvalidOperationException($"A callback was answered {refused.Status}.");
            }

            await Eventually.HoldsAsync(
                () => Task.FromResult(posted.All(one => full.Webhook.Arrivals.ContainsKey(one.Id))),
                "all callbacks at the webhook",
                TimeSpan.FromMinutes(1));
            var latencies = posted.Select(one =>
                Stopwatch.GetElapsedTime(one.PostedAt, full.Webhook.Arrivals[one.Id]).TotalMilliseconds).ToArray();
            var acknowledged = posted.Select(one => one.AnsweredAfter).ToArray();
            Report.Say($"callbacks at {rate}/s: p50 {Statistics.Quantile(latencies, 0.5):F1} ms, p99 {Statistics.Quantile(latencies, 0.99):F1} ms");
            rows.Add(
            [
                $"{rate}",
                $"{posted.Count}",
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
}
