using MassTransit;
using Tujenge.Infra.Messaging.DeadLetters;
using Tujenge.Infra.Persistence;

namespace Tujenge.Infra.Messaging;

/// <summary>What all our receive endpoints have in common.</summary>
public static class HousePipeline
{
    /// <summary>
    /// A quorum queue; faults of the servers are waited out, however long they last, because the message is good;
    /// everything else gets three short retries and then the dead letter queue.
    /// </summary>
    public static void UseHousePipeline(this IReceiveEndpointConfigurator endpoint)
    {
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            rabbit.SetQuorumQueue();
        }

        endpoint.PublishFaults = false; // Nobody listens, and they would carry copies of the message.
        endpoint.UseDeadLetterQueue();

        endpoint.UseMessageRetry(retry =>
        {
            retry.Exponential(
                int.MaxValue,
                TimeSpan.FromMilliseconds(200),
                TimeSpan.FromSeconds(5),
                TimeSpan.FromMilliseconds(200));
            retry.Handle<Exception>(TransientFaults.IsTransient);
        });
        endpoint.UseMessageRetry(retry =>
        {
            retry.Intervals(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
            retry.Ignore<Exception>(TransientFaults.IsTransient);
            retry.Ignore<TooManyDeliveriesException>(); // The next try might be this process's last.
        });
    }
}
