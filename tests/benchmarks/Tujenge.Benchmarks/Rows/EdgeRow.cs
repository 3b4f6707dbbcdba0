using RabbitMQ.Client;
using Tujenge.Benchmarks.Floor;
using Tujenge.Infra.Messaging;
using Tujenge.Testing.Processes;

namespace Tujenge.Benchmarks.Rows;

/// <summary>
/// How fast edge accepts, as a share of <see cref="FloorServer"/>. Both on the same broker, in turn, three rounds: a slow
/// minute of the machine hits both. No sender runs, so that nothing but accepting is measured; the queues are purged after
/// each load, or the broker would soon stop everybody who publishes (its memory alarm).
/// </summary>
internal static class EdgeRow
{
    private static readonly int[] Connections = [16, 64, 256];

    public static async Task RunAsync(Report report, int rounds, int seconds)
    {
        await using var stack = await Stack.PrepareAsync();
        await stack.StartAsync("Sender"); // Only for its queues.
        await stack.StopAsync("Sender");
        var edge = await stack.StartAsync("Edge");
        await stack.AddChannelAsync();
        var floorUrl = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        using var floor = await FloorProcess.StartAsync(floorUrl, stack.Broker);

        await using var connection = await new ConnectionFactory { Uri = stack.Broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        string[] queues = [FloorServer.Queue, .. Enumerable.Range(0, new MessagingOptions().SendQueues).Select(SendQueues.NameOf)];

        var results = new List<(int Connections, Load Floor, Load Edge)>();
        for (var round = 0; round <= rounds; round++)
        {
            foreach (var connections in Connections)
            {
                var floorLoad = await LoadAsync(floorUrl, connections);
                var edgeLoad = await LoadAsync(edge.BaseAddress, connections);
                Report.Say(
                    $"edge, {connections} connections: {edgeLoad.PerSecond:F0}/s, floor {floorLoad.PerSecond:F0}/s, "
                    + $"ratio {edgeLoad.PerSecond / floorLoad.PerSecond:F2}, errors {edgeLoad.Errors}{(round == 0 ? " (warm-up)" : "")}");
                if (round > 0)
                {
                    results.Add((connections, floorLoad, edgeLoad));
                }
            }
        }

        async Task<Load> LoadAsync(Uri server, int connections)
        {
            var load = await Wrk.RunAsync(new Uri(server, "v1/messages"), stack.Key, connections, seconds);
            foreach (var queue in queues)
            {
                await channel.QueuePurgeAsync(queue);
            }

            return load;
        }

        report.Table(
            "Accepting: edge against the floor",
            ["connections", "floor/s", "edge/s", "ratio", "floor p50 ms", "edge p50 ms", "floor p99 ms", "edge p99 ms", "errors"],
            results.GroupBy(result => result.Connections).Select(group => new[]
            {
                $"{group.Key}",
                Median(group.Select(one => one.Floor.PerSecond)).ToString("F0"),
                Median(group.Select(one => one.Edge.PerSecond)).ToString("F0"),
                Median(group.Select(one => one.Edge.PerSecond / one.Floor.PerSecond)).ToString("F2"),
                Median(group.Select(one => one.Floor.P50)).ToString("F1"),
                Median(group.Select(one => one.Edge.P50)).ToString("F1"),
                Median(group.Select(one => one.Floor.P99)).ToString("F1"),
                Median(group.Select(one => one.Edge.P99)).ToString("F1"),
                $"{group.Sum(one => one.Edge.Errors + one.Floor.Errors)}",
            }));
    }

    private static double Median(IEnumerable<double> values) => Statistics.Quantile(values, 0.5);
}
