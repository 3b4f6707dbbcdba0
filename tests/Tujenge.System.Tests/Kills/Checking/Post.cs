namespace Tujenge.SystemTests.Kills.Checking;

/// <summary>One message that a client posted, once: what is tried again gets the next number.</summary>
/// <param name="Conversation">Channel and recipient; messages of one are posted one after another.</param>
/// <param name="Number">Its place in the conversation, from 1.</param>
/// <param name="AnsweredAt">When edge answered, or the connection was cut.</param>
/// <param name="Took">How long the client waited.</param>
/// <param name="Status">HTTP status; 0 when no answer came, and then nobody knows whether the message is on its way.</param>
/// <param name="MessageId">Our id, with 201.</param>
/// <param name="SaysWhenToRetry">Whether the answer had a <c>Retry-After</c>.</param>
/// <param name="Edge">Which edge was asked.</param>
internal sealed record Post(
    string Conversation,
    int Number,
    DateTimeOffset AnsweredAt,
    TimeSpan Took,
    int Status,
    string? MessageId = null,
    bool SaysWhenToRetry = false,
    string Edge = "")
{
    /// <summary>Edge gave its word.</summary>
    public bool IsAccepted => Status == 201;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Conversation} no. {Number} ({MessageId ?? "no id"}; {Edge} answered {Status} at {AnsweredAt:HH:mm:ss.fff} after {Took.TotalSeconds:0.000} s)";
}
