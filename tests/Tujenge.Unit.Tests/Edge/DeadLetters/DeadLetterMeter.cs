using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Tujenge.Infra.Telemetry;
using Tujenge.Testing;

namespace Tujenge.Unit.Tests.Edge.DeadLetters;

/// <summary>Reads one service's metrics of dead letters, as an exporter does.</summary>
internal sealed class DeadLetterMeter : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<(string Instrument, string Queue, string Kind), long> _values = new();

    public DeadLetterMeter(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Other tests run other services in this process.
            if (instrument.Meter.Name == TujengeMetrics.Name && instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var key = (instrument.Name, Tag(tags, "queue"), Tag(tags, "kind"));
            _values.AddOrUpdate(key, value, (_, last) => instrument is Counter<long> ? last + value : value);
        });
        _listener.Start();
    }

    public long Collected(string queue, string kind) => _values.GetValueOrDefault(("tujenge.dead_letters.collected", queue, kind));

    public Task WaitForAsync(string queue, string kind, long waiting) => Eventually.HoldsAsync(
        () =>
        {
            _listener.RecordObservableInstruments();
            return Task.FromResult(_values.GetValueOrDefault(("tujenge.dead_letters", queue, kind)) == waiting);
        },
        $"{waiting} waiting dead letters in the metrics");

    public void Dispose() => _listener.Dispose();

    private static string Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == name)
            {
                return $"{tag.Value}";
            }
        }

        return "";
    }
}
