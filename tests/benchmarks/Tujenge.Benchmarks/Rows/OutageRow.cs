using System.Net;
using Tujenge.Testing;
using Tujenge.Testing.Servers;

namespace Tujenge.Benchmarks.Rows;

/// <summary>
/// What WhatsApp is answered while a server is stopped: acknowledged without PostgreSQL, because the broker holds callbacks, and asked
/// to come again without the broker. What was acknowledged must reach the webhook when the server is back.
/// </summary>
internal static class OutageRow
{
    private const int Rate = 100;

    public static async Task RunAsync(Report report, FullStack full, int seconds)
    {
        var postgres = await TestServers.PostgresAsync();
        var broker = await TestServers.RabbitMqAsync();
        report.Table(
            "Callbacks while a server is stopped",
            ["stopped", "callbacks/s", "callbacks", "answered 200", "answered 503", "otherwise", "p50 ms", "p99 ms"],
            [
                await MeasureAsync("PostgreSQL", postgres.StopServerAsync, postgres.StartServerAsync),
                await MeasureAsync("RabbitMQ", broker.StopServerAsync, broker.StartServerAsync),
            ]);

        async Task<string[]> MeasureAsync(string server, Func<Task> stop, Func<Task> start)
        {
            await CallbackLoad.PostAsync(full, Rate, 3); // warm-up
            full.Webhook.Forget();
            await stop();
            var posted = await CallbackLoad.PostAsync(full, Rate, seconds);
            await start();

            var acknowledged = posted.Where(one => one.Status == HttpStatusCode.OK).Select(one => one.Id).ToArray();
            await Eventually.HoldsAsync(
                () => Task.FromResult(acknowledged.All(full.Webhook.Arrivals.ContainsKey)),
                $"all that was acknowledged without {server} at the webhook",
                TimeSpan.FromMinutes(2));
            var times = posted.Select(one => one.AnsweredAfter).ToArray();
            var refused = posted.Count(one => one.Status == HttpStatusCode.ServiceUnavailable);
            Report.Say(
                $"{server} stopped, callbacks at {Rate}/s: {acknowledged.Length} acknowledged, {refused} times 503, "
                + $"p99 {Statistics.Quantile(times, 0.99):F1} ms");
            return
            [
                server,
                $"{Rate}",
                $"{posted.Count}",
                $"{acknowledged.Length}",
                $"{refused}",
                $"{posted.Count - acknowledged.Length - refused}",
                Statistics.Quantile(times, 0.5).ToString("F1"),
                Statistics.Quantile(times, 0.99).ToString("F1"),
            ];
        }
    }
}
