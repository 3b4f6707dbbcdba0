namespace Tujenge.SystemTests.Kills.Checking;

/// <summary>Something was killed, or a server stopped, and started again.</summary>
/// <param name="Kind">What: <c>sender</c>, <c>RabbitMQ</c>.</param>
/// <param name="Count">How many at once.</param>
/// <param name="DownAt">When it went.</param>
/// <param name="UpAt">When its process was started again; of a server, when it accepted connections again.</param>
/// <param name="WorkingAt">When each worker that it hit had done a piece of work again.</param>
internal sealed record Disturbance(
    string Kind,
    int Count,
    DateTimeOffset DownAt,
    DateTimeOffset UpAt,
    DateTimeOffset WorkingAt);
