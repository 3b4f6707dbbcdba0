using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.Options;
using Tujenge.Contracts.Messages;
using Tujenge.Infra.Messaging;
using Tujenge.Sender.Persistence;
using Tujenge.Sender.Sending;

namespace Tujenge.Sender.Intake;

/// <summary>Moves commands from the send queues into the message log, where they wait for their turn.</summary>
internal sealed class SendMessageConsumer(MessageIntake intake, SendWake wake) : IConsumer<SendMessage>
{
    public async Task Consume(ConsumeContext<SendMessage> context)
    {
        await intake.AcceptAsync(new AcceptedCommand(context.Message, Activity.Current?.Id));
        wake.Signal.Wake();
    }
}

/// <summary>The send queues' endpoints.</summary>
internal static class SendQueueEndpoints
{
    /// <summary>
    /// One endpoint for each send queue. A single active consumer, and one message at a time: only so does the order in
    /// the log equal the order in the queue. It is no bottleneck: the queues run side by side and their inserts share
    /// commits.
    /// </summary>
    public static void AddSendQueues(this IBusFactoryConfigurator factory, IBusRegistrationContext context)
    {
        var count = context.GetRequiredService<IOptions<MessagingOptions>>().Value.SendQueues;
        for (var number = 0; number < count; number++)
        {
            factory.ReceiveEndpoint(SendQueues.NameOf(number), endpoint =>
            {
                endpoint.ConfigureConsumeTopology = false; // Commands are sent to a queue, never published.
                endpoint.PrefetchCount = 64;
                endpoint.ConcurrentMessageLimit = 1;
                if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
                {
                    rabbit.SingleActiveConsumer = true;
                }

                endpoint.UseHousePipeline();
                endpoint.ConfigureConsumer<SendMessageConsumer>(context);
            });
        }
    }
}
