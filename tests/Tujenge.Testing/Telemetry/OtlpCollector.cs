using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tujenge.Testing.Processes;

namespace Tujenge.Testing.Telemetry;

/// <summary>
/// An OpenTelemetry collector that keeps what it gets. Protobuf has its strings in clear, so they can be searched here and,
/// after the run, in the files beside the services' logs.
/// </summary>
public sealed class OtlpCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Export> _exports = new();

    private OtlpCollector(WebApplication app) => _app = app;

    /// <summary>For <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, with the protocol <c>http/protobuf</c>.</summary>
    public string Endpoint => _app.Urls.First();

    /// <summary>Starts a collector on a free port.</summary>
    public static async Task<OtlpCollector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var collector = new OtlpCollector(app);
        app.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            collector._exports.GetOrAdd(signal, name => new Export(name)).Add(body.ToArray());
            return Results.Bytes([], "application/x-protobuf");
        });
        await app.StartAsync();
        return collector;
    }

    /// <summary>Everything received of a signal: <c>traces</c>, <c>metrics</c> or <c>logs</c>.</summary>
    public string ReadAll(string signal) => _exports.TryGetValue(signal, out var export) ? export.Read() : "";

    /// <summary>All spans received so far.</summary>
    public IReadOnlyList<ExportedSpan> Spans() =>
        _exports.TryGetValue("traces", out var export) ? [.. export.Bodies().SelectMany(ExportedSpan.ReadAll)] : [];

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed class Export(string signal)
    {
        private readonly string _file = ServiceLogs.NewFile($"otlp-{signal}");
        private readonly Lock _lock = new();
        private readonly List<byte[]> _bodies = [];

        public byte[][] Bodies()
        {
            lock (_lock)
            {
                return [.. _bodies];
            }
        }

        public void Add(byte[] body)
        {
            lock (_lock)
            {
                _bodies.Add(body);
                File.AppendAllBytes(_file, body);
            }
        }

        public string Read()
        {
            lock (_lock)
            {
                return Encoding.UTF8.GetString(File.ReadAllBytes(_file));
            }
        }
    }
}
