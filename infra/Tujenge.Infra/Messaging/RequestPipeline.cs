using MassTransit;

namespace Tujenge.Infra.Messaging;

/// <summary>What endpoints that answer requests have in common.</summary>
public static class RequestPipeline
{
    private static readonly TimeSpan Unused = TimeSpan.FromSeconds(10);

    /// <summary>
    /// For requests that somebody waits for, a few seconds at the most: a fault is told to whoever asked, and nothing is
    /// tried again or set aside. The queue is removed when its service has been away for a moment, so a request then
    /// comes back at once; one that came earlier expires with the patience of whoever asked.
    /// </summary>
    public static void UseRequestPipeline(this IReceiveEndpointConfigurator endpoint)
    {
        endpoint.PrefetchCount = 16;
        endpoint.ConcurrentMessageLimit = 4; // Looking must leave connections for the work.
        endpoint.DiscardFaultedMessages();
        endpoint.DiscardSkippedMessages();
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            rabbit.QueueExpiration = Unused;
        }
    }
}
