using MassTransit;
using Tujenge.Contracts.Json;
using Tujenge.Contracts.Messages;

namespace Tujenge.Contracts.Operations;

/// <summary>
/// Request: what would become of this message if it were sent now? Nothing is sent and nothing is noted; answered with
/// <see cref="MessageForecast"/>.
/// </summary>
[MessageUrn("tujenge:forecast-message:v1")]
[EntityName("tujenge.forecast-message.v1")]
public sealed record ForecastMessage
{
    /// <inheritdoc cref="SendMessage.ChannelId"/>
    public required Guid ChannelId { get; init; }

    /// <inheritdoc cref="SendMessage.Recipient"/>
    public required string Recipient { get; init; }

    /// <inheritdoc cref="SendMessage.Body"/>
    public required EmbeddedJson Body { get; init; }
}
