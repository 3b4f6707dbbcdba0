using System.Diagnostics;
using RabbitMQ.Client;
using Tujenge.Benchmarks.Floor;
using Tujenge.Infra.Messaging;
using Tujenge.Testing.Processes;

namespace Tujenge.Benchmarks.Rows;

/// <summary>
/// What it costs to check a large message: how fast edge accepts the largest interactive one, as a share of how fast it
/// accepts short texts. Both in turn, so that a slow minute of the machine hits both; and the same of <see cref="FloorServer"/>,
/// which looks at nothing: what it loses is the price of the bytes. As in <see cref="EdgeRow"/> no sender runs, and the queues
/// are purged after each load.
/// </summary>
internal static class ListRow
{
    private static readonly int[] Connections = [4, 16, 64];

    public static async Task RunAsync(Report report, int rounds, int seconds)
    {
        await using var stack = await Stack.PrepareAsync();
        await stack.StartAsync("Sender"); // Only for its queues.
        await stack.StopAsync("Sender");
        var edge = await stack.StartAsync("Edge");
        await stack.AddChannelAsync();
        using var edgeProcess = Process.GetProcessById(edge.ProcessId);
        var floorUrl = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        using var floor = await FloorProcess.StartAsync(floorUrl, stack.Broker);
        await using var connection = await new ConnectionFactory { Uri = stack.Broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        string[] queues = [FloorServer.Queue, .. Enumerable.Range(0, new MessagingOptions().SendQueues).Select(SendQueues.NameOf)];

        var results = new List<Round>();
        foreach (var (number, connections) in Enumerable.Range(0, rounds + 1).SelectMany(_ => Connections, (number, connections) => (number, connections)))
        {
            var floorText = (await LoadAsync(floorUrl, connections, "text")).Load;
            var floorList = (await LoadAsync(floorUrl, connections, "list")).Load;
            var (text, textCpu) = await LoadAsync(edge.BaseAddress, connections, "text");
            var (list, listCpu) = await LoadAsync(edge.BaseAddress, connections, "list");
            var round = new Round(connections, text, list, textCpu, listCpu, floorList.PerSecond / floorText.PerSecond);
            Report.Say(
                $"list, {connections} connections: {list.PerSecond:F0}/s, text {text.PerSecond:F0}/s, ratio {round.Ratio:F2} "
                + $"(floor {round.FloorRatio:F2}), edge's CPU {listCpu:F0} and {textCpu:F0} us, "
                + $"errors {text.Errors + list.Errors}{(number == 0 ? " (warm-up)" : "")}");
            if (number > 0)
            {
                results.Add(round);
            }
        }

        async Task<(Load Load, double Cpu)> LoadAsync(Uri server, int connections, string message)
        {
            edgeProcess.Refresh();
            var before = edgeProcess.TotalProcessorTime;
            var load = await Wrk.RunAsync(new Uri(server, "v1/messages"), stack.Key, connections, seconds, message);
            edgeProcess.Refresh();
            var cpu = edgeProcess.TotalProcessorTime - before;
            foreach (var queue in queues)
            {
                await channel.QueuePurgeAsync(queue);
            }

            return (load, cpu.TotalMicroseconds / (load.PerSecond * seconds));
        }

        report.Table(
            "What checking costs: the largest list against a short text",
            ["connections", "text/s", "list/s", "ratio", "floor's ratio", "text CPU us", "list CPU us", "text p50 ms", "list p50 ms", "text p99 ms", "list p99 ms", "errors"],
            [.. results.GroupBy(round => round.Connections).Select(of => Row(of.Key, [.. of]))]);
    }

    private static string[] Row(int connections, IReadOnlyCollection<Round> rounds)
    {
        return
        [
            $"{connections}",
            Median(one => one.Text.PerSecond).ToString("F0"),
            Median(one => one.List.PerSecond).ToString("F0"),
            Median(one => one.Ratio).ToString("F2"),
            Median(one => one.FloorRatio).ToString("F2"),
            Median(one => one.TextCpu).ToString("F0"),
            Median(one => one.ListCpu).ToString("F0"),
            Median(one => one.Text.P50).ToString("F1"),
            Median(one => one.List.P50).ToString("F1"),
            Median(one => one.Text.P99).ToString("F1"),
            Median(one => one.List.P99).ToString("F1"),
            $"{rounds.Sum(one => one.Text.Errors + one.List.Errors)}",
        ];

        double Median(Func<Round, double> value) => Statistics.Quantile(rounds.Select(value), 0.5);
    }

    /// <param name="Connections">Connections of the client.</param>
    /// <param name="Text">Edge's texts.</param>
    /// <param name="List">Edge's lists.</param>
    /// <param name="TextCpu">Microseconds of edge's CPU for a text, user and system.</param>
    /// <param name="ListCpu">The same for a list.</param>
    /// <param name="FloorRatio">How fast the floor takes lists, as a share of how fast it takes texts.</param>
    private sealed record Round(int Connections, Load Text, Load List, double TextCpu, double ListCpu, double FloorRatio)
    {
        public double Ratio => List.PerSecond / Text.PerSecond;
    }
}
