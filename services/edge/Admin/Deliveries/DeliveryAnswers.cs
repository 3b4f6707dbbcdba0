using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tujenge.Contracts.Messages;
using Tujenge.Contracts.Operations;
using Tujenge.Contracts.Operations.Entries;

namespace Tujenge.Edge.Admin.Deliveries;

/// <summary>One event on its way to one webhook.</summary>
/// <param name="EventId">The <c>webhook-id</c> on every attempt.</param>
/// <param name="ChannelId">The channel whose webhook gets it.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Attempts">Attempts that ended.</param>
/// <param name="CreatedAt">When the event arrived.</param>
/// <param name="DueAt">When the next attempt is due; null unless it is waiting.</param>
/// <param name="ReplayedAt">When it was last replayed after it had been parked.</param>
/// <param name="EndedAt">When it was delivered, parked or discarded.</param>
/// <param name="LastError">What went wrong last.</param>
/// <param name="DiscardReason">Why it was discarded.</param>
/// <param name="Log">Its attempts, oldest first; left out in lists.</param>
/// <param name="Body">The v1 event, as it is posted; left out in lists, and once it is delivered or discarded.</param>
internal sealed record DeliveryAnswer(
    Guid EventId,
    Guid ChannelId,
    [property: JsonConverter(typeof(SnakeCaseWords<DeliveryState>))] DeliveryState State,
    int Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DueAt,
    DateTimeOffset? ReplayedAt,
    DateTimeOffset? EndedAt,
    string? LastError,
    string? DiscardReason,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<AttemptAnswer>? Log,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Body)
{
    public static DeliveryAnswer From(DeliveryEntry entry) => new(
        entry.EventId,
        entry.ChannelId,
        entry.State,
        entry.Attempts,
        entry.CreatedAt,
        entry.DueAt,
        entry.ReplayedAt,
        entry.EndedAt,
        entry.LastError,
        entry.DiscardReason,
        entry.Log?.Select(AttemptAnswer.From).ToArray(),
        entry.Body is { } body ? JsonElement.Parse(body) : null);
}

/// <summary>One call of the webhook.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="DurationMs">How long it took, in milliseconds.</param>
/// <param name="StatusCode">Of the answer; null when there was none.</param>
/// <param name="Error">What was wrong; null for a success.</param>
internal sealed record AttemptAnswer(int Number, DateTimeOffset StartedAt, int DurationMs, int? StatusCode, string? Error)
{
    public static AttemptAnswer From(AttemptEntry entry) =>
        new(entry.Number, entry.StartedAt, entry.DurationMs, entry.StatusCode, entry.Error);
}

/// <summary>Deliveries, newest first.</summary>
/// <param name="Deliveries">A page of them.</param>
/// <param name="Next">What to give as <c>before</c> to see older ones; null when there are none.</param>
internal sealed record DeliveriesAnswer(IReadOnlyList<DeliveryAnswer> Deliveries, string? Next)
{
    public static DeliveriesAnswer From(DeliveriesFound found) => new(
        [.. found.Deliveries.Select(DeliveryAnswer.From)],
        found.Next?.ToString(CultureInfo.InvariantCulture));
}

/// <summary>How many deliveries are due now.</summary>
internal sealed record ReplayedAnswer(int Replayed);
