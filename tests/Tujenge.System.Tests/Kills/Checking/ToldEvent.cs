namespace Tujenge.SystemTests.Kills.Checking;

/// <summary>One call to the webhook.</summary>
/// <param name="EventId">Its <c>webhook-id</c>.</param>
/// <param name="About">Our id of the message that moved on, or WhatsApp's of one that a customer wrote.</param>
/// <param name="What">The status, or <see cref="Written"/>.</param>
/// <param name="At">When it came.</param>
/// <param name="ErrorCode">v1 code of a failure.</param>
internal sealed record ToldEvent(string EventId, string About, string What, DateTimeOffset At = default, int? ErrorCode = null)
{
    /// <summary>A customer wrote.</summary>
    public const string Written = "message";

    /// <inheritdoc/>
    public override string ToString() => $"{What} {ErrorCode} of {About} ({EventId}, at {At:HH:mm:ss.fff})";
}
