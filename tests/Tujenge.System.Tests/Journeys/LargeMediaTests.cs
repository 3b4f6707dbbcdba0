using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Tujenge.SystemTests.Gateways;

namespace Tujenge.SystemTests.Journeys;

/// <summary>The largest document through edge, in both directions, while its memory is looked at.</summary>
[TestFixture]
public sealed partial class LargeMediaTests
{
    private const int Megabyte = 1024 * 1024;

    [Test]
    public async Task A_document_of_100_MB_raises_edges_memory_by_less_than_20()
    {
        await using var gateway = new ProcessesGateway();
        await gateway.StartAsync();
        for (var warmUp = 0; warmUp < 3; warmUp++)
        {
            await GoAndReturnAsync(gateway, new byte[Megabyte]);
        }

        var document = new byte[100 * Megabyte];
        Random.Shared.NextBytes(document);
        await File.WriteAllTextAsync($"/proc/{gateway.EdgeProcessId}/clear_refs", "5"); // The peak counts from here.
        var before = PeakOf(gateway.EdgeProcessId);
        await GoAndReturnAsync(gateway, document);

        var rise = PeakOf(gateway.EdgeProcessId) - before;
        await TestContext.Progress.WriteLineAsync($"100 MB through edge and back: its memory rose by {rise} MB");
        Assert.That(rise, Is.LessThan(20));
    }

    private static async Task GoAndReturnAsync(ProcessesGateway gateway, byte[] document)
    {
        using var content = new ByteArrayContent(document);
        content.Headers.ContentType = new("application/vnd.ms-excel");
        using var answer = await gateway.DownloadAsync(await gateway.UploadAsync(content));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await using var body = await answer.Content.ReadAsStreamAsync();
        Assert.That(await SHA256.HashDataAsync(body), Is.EqualTo(SHA256.HashData(document)));
    }

    /// <summary>Most resident memory since the last reset, in MB.</summary>
    private static long PeakOf(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").Single(line => line.StartsWith("VmHWM", StringComparison.Ordinal));
        return long.Parse(Digits.Match(line).Value, CultureInfo.InvariantCulture) / 1024;
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits { get; }
}
