using System.Globalization;
using System.Text.RegularExpressions;
using MassTransit;
using Tujenge.Infra.Messaging.DeadLetters;

namespace Tujenge.Edge.DeadLetters.Collecting;

/// <summary>The transport headers of a dead message: its own, and those that MassTransit and the broker added on the way.</summary>
internal sealed partial class DeathHeaders
{
    /// <summary>Tell of this delivery, or of the client that sent the message last.</summary>
    private static readonly string[] OfDelivery = ["RabbitMQ-", "x-delivery-count", "x-acquired-count", "x-dotnet-pub-seq-no"];

    /// <summary>Tell of this death; and those that the bus writes itself whenever it sends.</summary>
    private static readonly string[] OfDeath =
    [
        "MT-Fault-", "MT-Host-", MessageHeaders.Reason, "x-death", "x-first-death-", "x-last-death-",
        MessageHeaders.MessageId, MessageHeaders.ContentType,
    ];

    private readonly SortedDictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    public DeathHeaders(Headers headers)
    {
        foreach (var (name, value) in headers.GetAll())
        {
            if (Text(value) is { } text)
            {
                _headers[name.ToStorable()] = text;
            }
        }

        (Queue, Kind) = Origin();
        if (Queue is not null && !NamePattern.IsMatch(Queue))
        {
            Queue = null; // Not one that our bus could send to.
        }
    }

    /// <summary>A header's text; null when it is not there.</summary>
    public string? this[string name] => _headers.GetValueOrDefault(name);

    public string? Queue { get; }

    public DeadLetterKind Kind { get; }

    public Guid? MessageId => Guid.TryParse(this[MessageHeaders.MessageId], out var id) ? id : null;

    /// <summary>What the message was sent with.</summary>
    public Dictionary<string, string> Original =>
        _headers.Where(header => !IsOneOf(header.Key, OfDelivery) && !IsOneOf(header.Key, OfDeath)).ToDictionary();

    /// <summary>What every delivery of this death has in common; another death of the same message differs in it.</summary>
    public IEnumerable<string> OfAllDeliveries =>
        _headers.Where(header => !IsOneOf(header.Key, OfDelivery)).SelectMany(header => new[] { header.Key, header.Value });

    private (string? Queue, DeadLetterKind Kind) Origin()
    {
        if (Uri.TryCreate(this[MessageHeaders.FaultInputAddress], UriKind.Absolute, out var address))
        {
            var isLimit = this[MessageHeaders.FaultExceptionType]?.EndsWith(
                nameof(TooManyDeliveriesException), StringComparison.Ordinal) == true;
            return (DeadLetterQueue.NameIn(address), isLimit ? DeadLetterKind.DeliveryLimit : DeadLetterKind.Error);
        }

        if (DeadLetterQueue.SkippedIn(this[MessageHeaders.Reason]) is { } queue)
        {
            return (queue, DeadLetterKind.Skipped);
        }

        return (
            this["x-first-death-queue"],
            this["x-first-death-reason"] == "delivery_limit" ? DeadLetterKind.DeliveryLimit : DeadLetterKind.Error);
    }

    /// <summary>Lists and tables, such as <c>x-death</c>, are left out: they say nothing that the others do not.</summary>
    private static string? Text(object? value) => value switch
    {
        string text => text.ToStorable(),
        bool or IFormattable => Convert.ToString(value, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static bool IsOneOf(string name, string[] beginnings) =>
        Array.Exists(beginnings, beginning => name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));

    /// <summary>What MassTransit allows as the name of a queue.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9_.:-]{1,255}\z")]
    private static partial Regex NamePattern { get; }
}
