using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Tujenge.Testing;

namespace Tujenge.Benchmarks;

/// <summary>Tells on the way what is measured, and keeps the tables for the README.</summary>
internal sealed class Report
{
    private const string Begin = "<!-- measured -->";
    private const string End = "<!-- end of measured -->";

    private readonly StringBuilder _tables = new();

    public static void Say(string line) => Console.WriteLine($"{DateTime.UtcNow:HH:mm:ss} {line}");

    public void Table(string title, string[] columns, IEnumerable<string[]> rows)
    {
        _tables.AppendLine(CultureInfo.InvariantCulture, $"### {title}").AppendLine();
        _tables.AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", columns)} |");
        _tables.AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", columns.Select(_ => "---:"))} |");
        foreach (var row in rows)
        {
            _tables.AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row)} |");
        }

        _tables.AppendLine();
    }

    /// <summary>Prints the tables, and puts them into the README when the whole was measured.</summary>
    public async Task EndAsync(bool isWhole)
    {
        var measured =
            $"""
            {Begin}
            Measured {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC on {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}.

            {_tables}{End}
            """;
        Console.WriteLine();
        Console.WriteLine(_tables);
        if (isWhole)
        {
            var file = Path.Combine(Repository.Root, "tests", "benchmarks", "README.md");
            var text = await File.ReadAllTextAsync(file);
            var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal) + End.Length);
            await File.WriteAllTextAsync(file, text[..from] + measured + text[to..]);
            Say($"written into {file}");
        }
    }
}
