using System.Diagnostics;
using System.Globalization;

namespace Tujenge.Benchmarks;

/// <summary>What a load told.</summary>
/// <param name="PerSecond">Answers below 400 in a second.</param>
/// <param name="P50">Median of the answer times, in milliseconds.</param>
/// <param name="P99">99th percentile, in milliseconds.</param>
/// <param name="Errors">Answers from 400 on, and broken connections.</param>
internal sealed record Load(double PerSecond, double P50, double P99, long Errors);

/// <summary>The load generator wrk, which takes less of the machine than any client of our own would.</summary>
internal static class Wrk
{
    /// <summary>Posts messages as fast as answers come.</summary>
    /// <param name="url">Where.</param>
    /// <param name="key">The API key.</param>
    /// <param name="connections">Requests in flight.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="message">Which message of wrk.lua: <c>text</c> or <c>list</c>.</param>
    /// <exception cref="InvalidOperationException">wrk is missing, or gave no result.</exception>
    public static async Task<Load> RunAsync(Uri url, string key, int connections, int seconds, string message = "text")
    {
        var script = Path.Combine(AppContext.BaseDirectory, "wrk.lua");
        var command = new ProcessStartInfo(
            "wrk",
            ["-t1", $"-c{connections}", $"-d{seconds}s", "--timeout", "10s", "-s", script, url.ToString()])
        {
            RedirectStandardOutput = true,
        };
        command.Environment["KEY"] = key;
        command.Environment["MESSAGE"] = message;
        using var process = Process.Start(command)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        var line = output.Split('\n').FirstOrDefault(line => line.StartsWith("RESULT ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"wrk gave no result:\n{output}");
        var numbers = line.Split(' ')[1..].Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return new Load((numbers[0] - numbers[4]) / (numbers[1] / 1_000_000), numbers[2], numbers[3], (long)numbers[4]);
    }
}
