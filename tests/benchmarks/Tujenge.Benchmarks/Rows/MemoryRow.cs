using System.Globalization;
using System.Text.RegularExpressions;

namespace Tujenge.Benchmarks.Rows;

/// <summary>What each service holds after all that, and held at most.</summary>
internal static partial class MemoryRow
{
    public static void Run(Report report, FullStack full) => report.Table(
        "Memory of each service, after the load above",
        ["service", "resident MB", "peak MB"],
        full.Stack.Services.Select(service => new[]
        {
            service.Key,
            Megabytes(service.Value.ProcessId, "VmRSS"),
            Megabytes(service.Value.ProcessId, "VmHWM"),
        }));

    private static string Megabytes(int processId, string field)
    {
        var line = File.ReadLines($"/proc/{processId}/status").Single(line => line.StartsWith(field, StringComparison.Ordinal));
        return (long.Parse(Digits.Match(line).Value, CultureInfo.InvariantCulture) / 1024).ToString(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits { get; }
}
