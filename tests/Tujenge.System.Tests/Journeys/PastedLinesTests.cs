using System.Diagnostics;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Tujenge.Testing;
using Tujenge.Testing.Processes;

namespace Tujenge.SystemTests.Journeys;

/// <summary>A newcomer pastes what README and standalone print, with curl and a shell.</summary>
[TestFixture]
public sealed partial class PastedLinesTests
{
    private const string DefaultAddress = "http://127.0.0.1:8080";

    [Test]
    public async Task The_lines_that_standalone_prints_work_in_their_order()
    {
        using var folder = new TemporaryFolder();
        await using var standalone = await StartAsync(folder);
        await PasteAsync(standalone, Lines(standalone.Log));
        Assert.That(await standalone.StopAsync(), Is.Zero);
    }

    [Test]
    public async Task The_lines_of_the_README_work_in_their_order()
    {
        using var folder = new TemporaryFolder();
        await using var standalone = await StartAsync(folder);
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"));
        var firstMessage = readme[readme.IndexOf("## First message", StringComparison.Ordinal)..readme.IndexOf("## The v1 surface", StringComparison.Ordinal)];
        var own = standalone.BaseAddress.ToString().TrimEnd('/');
        await PasteAsync(standalone, Lines(firstMessage.Replace(DefaultAddress, own, StringComparison.Ordinal)));
        Assert.That(await standalone.StopAsync(), Is.Zero);
    }

    private static async Task<ServiceProcess> StartAsync(TemporaryFolder folder)
    {
        var standalone = await ServiceProcess.StartAsync("Tujenge.Standalone", new Dictionary<string, string?> { ["Sandbox__Data"] = folder.Path });
        await standalone.WaitReadyAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(standalone.Log.Contains("Ctrl+C", StringComparison.Ordinal)), "the welcome text");
        return standalone;
    }

    private static string[] Lines(string text) => [.. Curl().Matches(text).Select(match => match.Value)];

    private static async Task PasteAsync(ServiceProcess standalone, string[] lines)
    {
        Assert.That(lines, Has.Length.GreaterThan(5));
        foreach (var line in lines)
        {
            var isNextDay = line.Contains("/clock/advance", StringComparison.Ordinal);
            if (isNextDay)
            {
                // Whoever reads on has seen what the webhook was told.
                await WaitForWebhookAsync(standalone, "\"read\"", "On my way");
            }

            await RunAsync(line);
            if (isNextDay)
            {
                // The text that was sent before fails now, and its answer foretells it.
                var answer = await OutputAsync(lines.First(other => other.Contains("/messages", StringComparison.Ordinal)));
                Assert.That(answer, Does.Contain("\"messages\":[{").And.Contain("\"code\":470"));
                await WaitForWebhookAsync(standalone, "470");
            }
        }
    }

    private static async Task RunAsync(string line)
    {
        var output = await OutputAsync(line);
        Assert.That(output, Does.Not.Contain("\"error"), line);
    }

    private static async Task<string> OutputAsync(string line)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", line])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(shell.ExitCode, Is.Zero, line);
            Assert.That(output, Does.StartWith("{"), line);
        }

        return output;
    }

    private static Task WaitForWebhookAsync(ServiceProcess standalone, params string[] texts) => Eventually.HoldsAsync(
        async () =>
        {
            var seen = await standalone.Client.GetStringAsync(new Uri("simulator/receiver", UriKind.Relative));
            return texts.All(text => seen.Contains(text, StringComparison.Ordinal));
        },
        $"the built-in webhook to be told {string.Join(" and ", texts)}");

    /// <summary>A line that begins with curl, with the lines it is continued on; prose has it in backticks.</summary>
    [GeneratedRegex(@"(?<=^ *)curl (.*\\\n)*.*$", RegexOptions.Multiline)]
    private static partial Regex Curl();
}
