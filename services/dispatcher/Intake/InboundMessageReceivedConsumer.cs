using System.Diagnostics;
using MassTransit;
using Tujenge.Contracts.Messages;
using Tujenge.Dispatcher.Persistence;

namespace Tujenge.Dispatcher.Intake;

/// <summary>Takes in what customers wrote.</summary>
internal sealed class InboundMessageReceivedConsumer(EventIntake intake) : IConsumer<InboundMessageReceived>
{
    public Task Consume(ConsumeContext<InboundMessageReceived> context) => intake.AcceptAsync(new AcceptedEvent(
        context.Message.EventId, context.Message.ChannelId, context.Message.Body, Activity.Current?.Id));
}

/// <summary>Endpoint of <see cref="InboundMessageReceivedConsumer"/>.</summary>
internal sealed class InboundMessageReceivedConsumerDefinition : ConsumerDefinition<InboundMessageReceivedConsumer>
{
    public InboundMessageReceivedConsumerDefinition() => EndpointName = "dispatcher-inbound-message-received";

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<InboundMessageReceivedConsumer> consumerConfigurator,
        IRegistrationContext context) => EventEndpoint.Configure(endpointConfigurator);
}
