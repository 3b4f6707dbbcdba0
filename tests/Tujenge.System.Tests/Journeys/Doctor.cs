using System.Text.Json;
using NUnit.Framework;
using Tujenge.Testing.Privacy;
using Tujenge.Testing.Processes;

namespace Tujenge.SystemTests.Journeys;

/// <summary><c>tujenge doctor</c>.</summary>
internal static class Doctor
{
    /// <summary>It finds one thing wrong, says what to do, and shows nothing secret.</summary>
    public static async Task FailsAsync(Dictionary<string, string?> settings, string check, string seen, string advice)
    {
        var (code, checks, output) = await RunAsync(settings);
        var failed = checks.Where(found => found.Name == check && found.Result == "failed").ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(code, Is.EqualTo(1), output);
            Assert.That(failed, Is.Not.Empty, output);
            Assert.That(failed.Select(found => found.Seen), Has.Some.Contains(seen));
            Assert.That(failed.Select(found => found.Advice), Has.Some.Contains(advice));

            // The business number is shown on purpose: the operator must know which one it is about.
            Assert.That(
                PrivateValues.FindIn(output).Where(found => !found.StartsWith("business number", StringComparison.Ordinal)), Is.Empty);
            Assert.That(output, Does.Not.Contain("Password="), "no connection string");
        }
    }

    /// <summary>Runs it, and reads what it found.</summary>
    public static async Task<(int ExitCode, Check[] Checks, string Output)> RunAsync(Dictionary<string, string?> settings)
    {
        var ended = await CommandLine.RunAsync(settings, ["doctor", "--output", "json"]);
        Assert.That(ended.Output, Does.StartWith("{"), ended.Error);
        Check[] checks =
        [
            .. JsonDocument.Parse(ended.Output).RootElement.GetProperty("checks").EnumerateArray().Select(check => new Check(
                check.GetProperty("check").GetString()!,
                check.GetProperty("result").GetString()!,
                check.GetProperty("seen").GetString()!,
                check.GetProperty("advice").GetString() ?? "")),
        ];
        return (ended.ExitCode, checks, ended.Output + ended.Error);
    }

    /// <summary>One line of it.</summary>
    public sealed record Check(string Name, string Result, string Seen, string Advice);
}
