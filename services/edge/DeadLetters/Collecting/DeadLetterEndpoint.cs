using MassTransit;
using Tujenge.Infra.Messaging.DeadLetters;

namespace Tujenge.Edge.DeadLetters.Collecting;

/// <summary>Takes everything out of the dead letter queue.</summary>
internal static class DeadLetterEndpoint
{
    public static void AddDeadLetters(this IBusFactoryConfigurator factory, IBusRegistrationContext context) =>
        factory.ReceiveEndpoint(DeadLetterQueue.Name, endpoint =>
        {
            endpoint.ConfigureConsumeTopology = false;

            // Few: a flood of dead letters must leave the rest of edge alone.
            endpoint.PrefetchCount = 16;
            endpoint.ConcurrentMessageLimit = 4;
            if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
            {
                DeadLetterQueue.Declare(rabbit);
            }

            endpoint.ConfigureReceive(pipe => pipe.UseFilter(context.GetRequiredService<DeadLetterCollector>()));
        });
}
