namespace Tujenge.SystemTests.Kills.Checking;

/// <summary>One send that WhatsApp took.</summary>
/// <param name="Conversation">As in <see cref="Post.Conversation"/>.</param>
/// <param name="Number">As in <see cref="Post.Number"/>.</param>
/// <param name="MessageId">Our id, as it came with the send.</param>
/// <param name="IsRead">Whether the phone reads what it gets.</param>
/// <param name="At">When it came.</param>
internal sealed record Arrival(string Conversation, int Number, string MessageId, bool IsRead = false, DateTimeOffset At = default)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Conversation} no. {Number} ({MessageId}; at WhatsApp at {At:HH:mm:ss.fff})";
}
