using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Tujenge.Infra.Telemetry;

/// <summary>The gateway's own metrics, all under the meter <c>Tujenge</c>. Tags are few-valued: no ids, no numbers.</summary>
public sealed class TujengeMetrics
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "Tujenge";

    private readonly ConcurrentDictionary<string, double> _backlogAges = new();
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _callbacks;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _deliveries;
    private long _parked = -1; // Not known here: only the dispatcher knows.

    /// <summary>Registers the instruments.</summary>
    public TujengeMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _accepted = meter.CreateCounter<long>("tujenge.messages.accepted", "{message}", "Messages answered with 201.");
        _sent = meter.CreateCounter<long>("tujenge.messages.sent", "{message}", "Messages that WhatsApp took.");
        _failed = meter.CreateCounter<long>("tujenge.messages.failed", "{message}", "Failed messages, by v1 code.");
        _callbacks = meter.CreateCounter<long>("tujenge.callbacks", "{callback}", "Callbacks, by what became of them.");
        _duplicates = meter.CreateCounter<long>("tujenge.duplicates", "{event}", "Events that WhatsApp repeated.");
        _deliveries = meter.CreateCounter<long>("tujenge.deliveries", "{attempt}", "Webhook attempts, by result.");
        meter.CreateObservableGauge(
            "tujenge.backlog.age",
            () => _backlogAges.Select(age => new Measurement<double>(
                age.Value, new KeyValuePair<string, object?>("backlog", age.Key))),
            "s",
            "Age of the oldest piece of unfinished work, waiting and throttled ones included.");
        meter.CreateObservableGauge(
            "tujenge.deliveries.parked",
            () => Volatile.Read(ref _parked) is >= 0 and var parked ? [new Measurement<long>(parked)] : Array.Empty<Measurement<long>>(),
            "{delivery}",
            "Deliveries that were tried for long enough and wait for a person.");
    }

    /// <summary>Source of the spans that no library makes.</summary>
    public static ActivitySource Activities { get; } = new(Name);

    /// <summary>Edge answered 201.</summary>
    public void MessageAccepted(string type) => _accepted.Add(1, new KeyValuePair<string, object?>("type", type));

    /// <summary>WhatsApp took a message.</summary>
    public void MessageSent() => _sent.Add(1);

    /// <summary>A message failed here or at the call.</summary>
    public void MessageFailed(int code) => _failed.Add(1, new KeyValuePair<string, object?>("code", code));

    /// <summary>A callback was <c>accepted</c>, <c>unsigned</c> or <c>unavailable</c>.</summary>
    public void CallbackReceived(string result) => _callbacks.Add(1, new KeyValuePair<string, object?>("result", result));

    /// <summary>WhatsApp repeated a <c>message</c> or <c>status</c>.</summary>
    public void Duplicate(string kind) => _duplicates.Add(1, new KeyValuePair<string, object?>("kind", kind));

    /// <summary>An attempt at a webhook ended <c>delivered</c>, <c>failed</c> or <c>parked</c>.</summary>
    public void DeliveryAttempted(string result) => _deliveries.Add(1, new KeyValuePair<string, object?>("result", result));

    /// <summary>Says how many deliveries are parked.</summary>
    public void DeliveriesParked(int count) => Volatile.Write(ref _parked, count);

    /// <summary>Says how old the oldest unfinished piece of a backlog is; zero when there is none.</summary>
    public void BacklogAge(string backlog, TimeSpan age) => _backlogAges[backlog] = Math.Max(0, age.TotalSeconds);
}
