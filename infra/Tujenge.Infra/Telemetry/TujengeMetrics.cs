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
    private readonly ConcurrentDictionary<(string Queue, string Kind), long> _deadLetters = new();
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _callbacks;
    private readonly Counter<long> _unmatched;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _deliveries;
    private readonly Counter<long> _deadLettersCollected;
    private long _parked = -1; // Not known here: only the dispatcher knows.

    /// <summary>Registers the instruments.</summary>
    public TujengeMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _accepted = meter.CreateCounter<long>("tujenge.messages.accepted", "{message}", "Messages answered with 201.");
        _sent = meter.CreateCounter<long>("tujenge.messages.sent", "{message}", "Messages that WhatsApp took.");
        _failed = meter.CreateCounter<long>("tujenge.messages.failed", "{message}", "Failed messages, by v1 code.");
        _callbacks = meter.CreateCounter<long>("tujenge.callbacks", "{callback}", "Callbacks, by what became of them.");
        _unmatched = meter.CreateCounter<long>("tujenge.callbacks.unmatched", "{callback}", "Callbacks that nobody got, by problem.");
        _duplicates = meter.CreateCounter<long>("tujenge.duplicates", "{event}", "Events that WhatsApp repeated.");
        _deliveries = meter.CreateCounter<long>("tujenge.deliveries", "{attempt}", "Webhook attempts, by result.");
        _deadLettersCollected = meter.CreateCounter<long>(
            "tujenge.dead_letters.collected", "{message}", "Messages that nobody could process, by queue and kind.");
        meter.CreateObservableGauge(
            "tujenge.dead_letters",
            () => _deadLetters.Select(waiting => new Measurement<long>(waiting.Value, TagsOf(waiting.Key.Queue, waiting.Key.Kind))),
            "{message}",
            "Dead letters that wait for a person, by queue and kind.");
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

    /// <summary>A callback was <c>accepted</c>, <c>unsigned</c>, of an <c>unknown</c> address, or came while something was <c>unavailable</c>.</summary>
    public void CallbackReceived(string result) => _callbacks.Add(1, new KeyValuePair<string, object?>("result", result));

    /// <summary>A callback was about an <c>unknown_number</c>, or could not be read: <c>not_json</c>, <c>not_an_object</c>, <c>unreadable_part</c>.</summary>
    public void CallbackUnmatched(string problem) => _unmatched.Add(1, new KeyValuePair<string, object?>("problem", problem));

    /// <summary>WhatsApp repeated a <c>message</c> or <c>status</c>.</summary>
    public void Duplicate(string kind) => _duplicates.Add(1, new KeyValuePair<string, object?>("kind", kind));

    /// <summary>An attempt at a webhook ended <c>delivered</c>, <c>failed</c> or <c>parked</c>.</summary>
    public void DeliveryAttempted(string result) => _deliveries.Add(1, new KeyValuePair<string, object?>("result", result));

    /// <summary>Says how many deliveries are parked.</summary>
    public void DeliveriesParked(int count) => Volatile.Write(ref _parked, count);

    /// <summary>A message became a dead letter: an <c>error</c>, <c>skipped</c> or over the <c>delivery_limit</c>.</summary>
    public void DeadLetterCollected(string? queue, string kind) => _deadLettersCollected.Add(1, TagsOf(Known(queue), kind));

    /// <summary>Says how many dead letters wait, by queue and kind; what is not named has none.</summary>
    public void DeadLettersWaiting(IEnumerable<(string? Queue, string Kind, int Count)> waiting)
    {
        var counts = waiting.ToDictionary(entry => (Known(entry.Queue), entry.Kind), entry => (long)entry.Count);
        foreach (var key in counts.Keys.Union(_deadLetters.Keys))
        {
            _deadLetters[key] = counts.GetValueOrDefault(key);
        }
    }

    /// <summary>Says how old the oldest unfinished piece of a backlog is; zero when there is none.</summary>
    public void BacklogAge(string backlog, TimeSpan age) => _backlogAges[backlog] = Math.Max(0, age.TotalSeconds);

    private static string Known(string? queue) => queue ?? "unknown";

    private static KeyValuePair<string, object?>[] TagsOf(string queue, string kind) => [new("queue", queue), new("kind", kind)];
}
