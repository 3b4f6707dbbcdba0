using System.Text.Json;

namespace Tujenge.Simulator.Receiver;

/// <summary>A call that the built-in webhook got.</summary>
/// <param name="ReceivedAt">When.</param>
/// <param name="WebhookId">The event's id.</param>
/// <param name="Body">The v1 callback.</param>
internal sealed record ReceivedCall(DateTimeOffset ReceivedAt, string? WebhookId, JsonElement Body);

/// <summary>What the built-in webhook got lately.</summary>
/// <param name="Total">Calls since the start, or since the last reset.</param>
/// <param name="Calls">The last ones, newest first.</param>
internal sealed record ReceivedCalls(long Total, IReadOnlyList<ReceivedCall> Calls);
