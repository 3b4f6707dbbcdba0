using RabbitMQ.Client;
using Tujenge.Infra.Messaging;

namespace Tujenge.Benchmarks.Rows;

/// <summary>
/// What it costs to check a large message: how fast edge accepts the largest interactive one, as a share of how fast it
/// accepts short texts. Both in turn, so that a slow minute of the machine hits both. As in <see cref="EdgeRow"/> no sender
/// runs, and the queues are purged after each load.
/// </summary>
internal static class ListRow
{
    private const int Connections = 64;

    public static async Task RunAsync(Report report, int rounds, int seconds)
    {
        await using var stack = await Stack.PrepareAsync();
        await stack.StartAsync("Sender"); // Only for its queues.
        await stack.StopAsync("Sender");
        var edge = await stack.StartAsync("Edge");
        await stack.AddChannelAsync();
        await using var connection = await new ConnectionFactory { Uri = stack.Broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();

        var results = new List<(Load Text, Load List)>();
        for (var round = 0; round <= rounds; round++)
        {
            var text = await LoadAsync("text");
            var list = await LoadAsync("list");
            Report.Say(
                $"list, {Connections} connections: {list.PerSecond:F0}/s, text {text.PerSecond:F0}/s, "
                + $"ratio {list.PerSecond / text.PerSecond:F2}, errors {text.Errors + list.Errors}{(round == 0 ? " (warm-up)" : "")}");
            if (round > 0)
            {
                results.Add((text, list));
            }
        }

        async Task<Load> LoadAsync(string message)
        {
            var load = await Wrk.RunAsync(new Uri(edge.BaseAddress, "v1/messages"), stack.Key, Connections, seconds, message);
            foreach (var queue in Enumerable.Range(0, new MessagingOptions().SendQueues).Select(SendQueues.NameOf))
            {
                await channel.QueuePurgeAsync(queue);
            }

            return load;
        }

        report.Table(
            "What checking costs: the largest list against a short text",
            ["connections", "text/s", "list/s", "ratio", "text p50 ms", "list p50 ms", "text p99 ms", "list p99 ms", "errors"],
            [
                [
                    $"{Connections}",
                    Median(one => one.Text.PerSecond).ToString("F0"),
                    Median(one => one.List.PerSecond).ToString("F0"),
                    Median(one => one.List.PerSecond / one.Text.PerSecond).ToString("F2"),
                    Median(one => one.Text.P50).ToString("F1"),
                    Median(one => one.List.P50).ToString("F1"),
                    Median(one => one.Text.P99).ToString("F1"),
                    Median(one => one.List.P99).ToString("F1"),
                    $"{results.Sum(one => one.Text.Errors + one.List.Errors)}",
                ],
            ]);

        double Median(Func<(Load Text, Load List), double> value) => Statistics.Quantile(results.Select(value), 0.5);
    }
}
