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

    private ProcessesGateway _gateway = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _gateway = new ProcessesGateway();
        await _gateway.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [Test]
    public async Task A_document_of_100_MB_raises_edges_memory_by_less_than_20([Values("Cloud", "v1")] string upstream, [Values] bool inChunks)
    {
        var key = upstream == "v1" ? _gateway.V1ApiKey : _gateway.ApiKey;
        for (var warmUp = 0; warmUp < 3; warmUp++)
        {
            await GoAndReturnAsync(key, new byte[Megabyte], inChunks);
        }

        var document = new byte[100 * Megabyte];
        Random.Shared.NextBytes(document);
        await File.WriteAllTextAsync($"/proc/{_gateway.EdgeProcessId}/clear_refs", "5"); // The peak counts from here.
        var before = PeakOf(_gateway.EdgeProcessId);
        await GoAndReturnAsync(key, document, inChunks);

        var rise = PeakOf(_gateway.EdgeProcessId) - before;
        await TestContext.Progress.WriteLineAsync($"100 MB through edge and back ({upstream}{(inChunks ? ", in chunks" : "")}): its memory rose by {rise} MB");
        Assert.That(rise, Is.LessThan(20));
    }

    private async Task GoAndReturnAsync(string key, byte[] document, bool inChunks)
    {
        BeginningOfXls.CopyTo(document);
        using var content = inChunks ? new Unmeasured(document) : new ByteArrayContent(document);
        content.Headers.ContentType = new("application/vnd.ms-excel");
        using var answer = await _gateway.CallAsync(HttpMethod.Get, $"media/{await _gateway.UploadAsync(content, key)}", key);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await using var body = await answer.Content.ReadAsStreamAsync();
        Assert.That(await SHA256.HashDataAsync(body), Is.EqualTo(SHA256.HashData(document)));
    }

    /// <summary>A compound file: what is called so and begins otherwise is refused.</summary>
    private static ReadOnlySpan<byte> BeginningOfXls => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>Most resident memory since the last reset, in MB.</summary>
    private static long PeakOf(int processId)
    {
        var line = File.ReadLines($"/proc/{processId}/status").Single(line => line.StartsWith("VmHWM", StringComparison.Ordinal));
        return long.Parse(Digits.Match(line).Value, CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>Of a client that does not say how much there will be.</summary>
    private sealed class Unmeasured(byte[] document) : ByteArrayContent(document)
    {
        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits { get; }
}
